// CWE and CAPEC are (c) The MITRE Corporation; see NOTICE. Made by `node tools/weaknesses.ts`.

/** Number and name, sorted. */
export const CAPEC_LIST: string = `
1 Accessing Functionality Not Properly Constrained by ACLs
2 Inducing Account Lockout
3 Using Leading 'Ghost' Character Sequences to Bypass Input Filters
4 Using Alternative IP Address Encodings
5 Blue Boxing
6 Argument Injection
7 Blind SQL Injection
8 Buffer Overflow in an API Call
9 Buffer Overflow in Local Command-Line Utilities
10 Buffer Overflow via Environment Variables
11 Cause Web Server Misclassification
12 Choosing Message Identifier
13 Subverting Environment Variable Values
14 Client-side Injection-induced Buffer Overflow
15 Command Delimiters
16 Dictionary-based Password Attack
17 Using Malicious Files
18 XSS Targeting Non-Script Elements
19 Embedding Scripts within Scripts
20 Encryption Brute Forcing
21 Exploitation of Trusted Identifiers
22 Exploiting Trust in Client
23 File Content Injection
24 Filter Failure through Buffer Overflow
25 Forced Deadlock
26 Leveraging Race Conditions
27 Leveraging Race Conditions via Symbolic Links
28 Fuzzing
29 Leveraging Time-of-Check and Time-of-Use (TOCTOU) Race Conditions
30 Hijacking a Privileged Thread of Execution
31 Accessing/Intercepting/Modifying HTTP Cookies
32 XSS Through HTTP Query Strings
33 HTTP Request Smuggling
34 HTTP Response Splitting
35 Leverage Executable Code in Non-Executable Files
36 Using Unpublished Interfaces or Functionality
37 Retrieve Embedded Sensitive Data
38 Leveraging/Manipulating Configuration File Search Paths
39 Manipulating Opaque Client-based Data Tokens
40 Manipulating Writeable Terminal Devices
41 Using Meta-characters in E-mail Headers to Inject Malicious Payloads
42 MIME Conversion
43 Exploiting Multiple Input Interpretation Layers
44 Overflow Binary Resource File
45 Buffer Overflow via Symbolic Links
46 Overflow Variables and Tags
47 Buffer Overflow via Parameter Expansion
48 Passing Local Filenames to Functions That Expect a URL
49 Password Brute Forcing
50 Password Recovery Exploitation
51 Poison Web Service Registry
52 Embedding NULL Bytes
53 Postfix, Null Terminate, and Backslash
54 Query System for Information
55 Rainbow Table Password Cracking
57 Utilizing REST's Trust in the System Resource to Obtain Sensitive Data
58 Restful Privilege Elevation
59 Session Credential Falsification through Prediction
60 Reusing Session IDs (aka Session Replay)
61 Session Fixation
62 Cross Site Request Forgery
63 Cross-Site Scripting (XSS)
64 Using Slashes and URL Encoding Combined to Bypass Validation Logic
65 Sniff Application Code
66 SQL Injection
67 String Format Overflow in syslog()
68 Subvert Code-signing Facilities
69 Target Programs with Elevated Privileges
70 Try Common or Default Usernames and Passwords
71 Using Unicode Encoding to Bypass Validation Logic
72 URL Encoding
73 User-Controlled Filename
74 Manipulating State
75 Manipulating Writeable Configuration Files
76 Manipulating Web Input to File System Calls
77 Manipulating User-Controlled Variables
78 Using Escaped Slashes in Alternate Encoding
79 Using Slashes in Alternate Encoding
80 Using UTF-8 Encoding to Bypass Validation Logic
81 Web Server Logs Tampering
83 XPath Injection
84 XQuery Injection
85 AJAX Footprinting
86 XSS Through HTTP Headers
87 Forceful Browsing
88 OS Command Injection
89 Pharming
90 Reflection Attack in Authentication Protocol
92 Forced Integer Overflow
93 Log Injection-Tampering-Forging
94 Adversary in the Middle (AiTM)
95 WSDL Scanning
96 Block Access to Libraries
97 Cryptanalysis
98 Phishing
100 Overflow Buffers
101 Server Side Include (SSI) Injection
102 Session Sidejacking
103 Clickjacking
104 Cross Zone Scripting
105 HTTP Request Splitting
107 Cross Site Tracing
108 Command Line Execution through SQL Injection
109 Object Relational Mapping Injection
110 SQL Injection through SOAP Parameter Tampering
111 JSON Hijacking (aka JavaScript Hijacking)
112 Brute Force
113 Interface Manipulation
114 Authentication Abuse
115 Authentication Bypass
116 Excavation
117 Interception
120 Double Encoding
121 Exploit Non-Production Interfaces
122 Privilege Abuse
123 Buffer Manipulation
124 Shared Resource Manipulation
125 Flooding
126 Path Traversal
127 Directory Indexing
128 Integer Attacks
129 Pointer Manipulation
130 Excessive Allocation
131 Resource Leak Exposure
132 Symlink Attack
133 Try All Common Switches
134 Email Injection
135 Format String Injection
136 LDAP Injection
137 Parameter Injection
138 Reflection Injection
139 Relative Path Traversal
140 Bypassing of Intermediate Forms in Multiple-Form Sets
141 Cache Poisoning
142 DNS Cache Poisoning
143 Detect Unpublicized Web Pages
144 Detect Unpublicized Web Services
145 Checksum Spoofing
146 XML Schema Poisoning
147 XML Ping of the Death
148 Content Spoofing
149 Explore for Predictable Temporary File Names
150 Collect Data from Common Resource Locations
151 Identity Spoofing
153 Input Data Manipulation
154 Resource Location Spoofing
155 Screen Temporary Files for Sensitive Information
157 Sniffing Attacks
158 Sniffing Network Traffic
159 Redirect Access to Libraries
160 Exploit Script-Based APIs
161 Infrastructure Manipulation
162 Manipulating Hidden Fields
163 Spear Phishing
164 Mobile Phishing
165 File Manipulation
166 Force the System to Reset Values
167 White Box Reverse Engineering
168 Windows ::DATA Alternate Data Stream
169 Footprinting
170 Web Application Fingerprinting
173 Action Spoofing
174 Flash Parameter Injection
175 Code Inclusion
176 Configuration/Environment Manipulation
177 Create files with the same name as files protected with a higher classification
178 Cross-Site Flashing
179 Calling Micro-Services Directly
180 Exploiting Incorrectly Configured Access Control Security Levels
181 Flash File Overlay
182 Flash Injection
183 IMAP/SMTP Command Injection
184 Software Integrity Attack
185 Malicious Software Download
186 Malicious Software Update
187 Malicious Automated Software Update via Redirection
188 Reverse Engineering
189 Black Box Reverse Engineering
190 Reverse Engineer an Executable to Expose Assumed Hidden Functionality
191 Read Sensitive Constants Within an Executable
192 Protocol Analysis
193 PHP Remote File Inclusion
194 Fake the Source of Data
195 Principal Spoof
196 Session Credential Falsification through Forging
197 Exponential Data Expansion
198 XSS Targeting Error Pages
199 XSS Using Alternate Syntax
200 Removal of filters: Input filters, output filters, data masking
201 Serialized Data External Linking
202 Create Malicious Client
203 Manipulate Registry Information
204 Lifting Sensitive Data Embedded in Cache
206 Signing Malicious Code
207 Removing Important Client Functionality
208 Removing/short-circuiting 'Purse' logic: removing/mutating 'cash' decrements
209 XSS Using MIME Type Mismatch
212 Functionality Misuse
215 Fuzzing for application mapping
216 Communication Channel Manipulation
217 Exploiting Incorrectly Configured SSL/TLS
218 Spoofing of UDDI/ebXML Messages
219 XML Routing Detour Attacks
220 Client-Server Protocol Manipulation
221 Data Serialization External Entities Blowup
222 iFrame Overlay
224 Fingerprinting
226 Session Credential Falsification through Manipulation
227 Sustained Client Engagement
228 DTD Injection
229 Serialized Data Parameter Blowup
230 Serialized Data with Nested Payloads
231 Oversized Serialized Data Payloads
233 Privilege Escalation
234 Hijacking a privileged process
237 Escaping a Sandbox by Calling Code in Another Language
240 Resource Injection
242 Code Injection
243 XSS Targeting HTML Attributes
244 XSS Targeting URI Placeholders
245 XSS Using Doubled Characters
247 XSS Using Invalid Characters
248 Command Injection
250 XML Injection
251 Local Code Inclusion
252 PHP Local File Inclusion
253 Remote Code Inclusion
256 SOAP Array Overflow
261 Fuzzing for garnering other adjacent user/sensitive data
263 Force Use of Corrupted Files
267 Leverage Alternate Encoding
268 Audit Log Manipulation
270 Modification of Registry Run Keys
271 Schema Poisoning
272 Protocol Manipulation
273 HTTP Response Smuggling
274 HTTP Verb Tampering
275 DNS Rebinding
276 Inter-component Protocol Manipulation
277 Data Interchange Protocol Manipulation
278 Web Services Protocol Manipulation
279 SOAP Manipulation
285 ICMP Echo Request Ping
287 TCP SYN Scan
290 Enumerate Mail Exchange (MX) Records
291 DNS Zone Transfers
292 Host Discovery
293 Traceroute Route Enumeration
294 ICMP Address Mask Request
295 Timestamp Request
296 ICMP Information Request
297 TCP ACK Ping
298 UDP Ping
299 TCP SYN Ping
300 Port Scanning
301 TCP Connect Scan
302 TCP FIN Scan
303 TCP Xmas Scan
304 TCP Null Scan
305 TCP ACK Scan
306 TCP Window Scan
307 TCP RPC Scan
308 UDP Scan
309 Network Topology Mapping
310 Scanning for Vulnerable Software
312 Active OS Fingerprinting
313 Passive OS Fingerprinting
317 IP ID Sequencing Probe
318 IP 'ID' Echoed Byte-Order Probe
319 IP (DF) 'Don't Fragment Bit' Echoing Probe
320 TCP Timestamp Probe
321 TCP Sequence Number Probe
322 TCP (ISN) Greatest Common Divisor Probe
323 TCP (ISN) Counter Rate Probe
324 TCP (ISN) Sequence Predictability Probe
325 TCP Congestion Control Flag (ECN) Probe
326 TCP Initial Window Size Probe
327 TCP Options Probe
328 TCP 'RST' Flag Checksum Probe
329 ICMP Error Message Quoting Probe
330 ICMP Error Message Echoing Integrity Probe
331 ICMP IP Total Length Field Probe
332 ICMP IP 'ID' Field Error Message Probe
383 Harvesting Information via API Event Monitoring
384 Application API Message Manipulation via Man-in-the-Middle
385 Transaction or Event Tampering via Application API Manipulation
386 Application API Navigation Remapping
387 Navigation Remapping To Propagate Malicious Content
388 Application API Button Hijacking
389 Content Spoofing Via Application API Manipulation
390 Bypassing Physical Security
391 Bypassing Physical Locks
392 Lock Bumping
393 Lock Picking
394 Using a Snap Gun Lock to Force a Lock
395 Bypassing Electronic Locks and Access Controls
397 Cloning Magnetic Strip Cards
398 Magnetic Strip Card Brute Force Attacks
399 Cloning RFID Cards or Chips
400 RFID Chip Deactivation or Destruction
401 Physically Hacking Hardware
402 Bypassing ATA Password Security
406 Dumpster Diving
407 Pretexting
410 Information Elicitation
412 Pretexting via Customer Service
413 Pretexting via Tech Support
414 Pretexting via Delivery Person
415 Pretexting via Phone
416 Manipulate Human Behavior
417 Influence Perception
418 Influence Perception of Reciprocation
420 Influence Perception of Scarcity
421 Influence Perception of Authority
422 Influence Perception of Commitment and Consistency
423 Influence Perception of Liking
424 Influence Perception of Consensus or Social Proof
425 Target Influence via Framing
426 Influence via Incentives
427 Influence via Psychological Principles
428 Influence via Modes of Thinking
429 Target Influence via Eye Cues
433 Target Influence via The Human Buffer Overflow
434 Target Influence via Interview and Interrogation
435 Target Influence via Instant Rapport
438 Modification During Manufacture
439 Manipulation During Distribution
440 Hardware Integrity Attack
441 Malicious Logic Insertion
442 Infected Software
443 Malicious Logic Inserted Into Product by Authorized Developer
444 Development Alteration
445 Malicious Logic Insertion into Product Software via Configuration Management Manipulation
446 Malicious Logic Insertion into Product via Inclusion of Third-Party Component
447 Design Alteration
448 Embed Virus into DLL
452 Infected Hardware
456 Infected Memory
457 USB Memory Attacks
458 Flash Memory Attacks
459 Creating a Rogue Certification Authority Certificate
460 HTTP Parameter Pollution (HPP)
461 Web Services API Signature Forgery Leveraging Hash Function Extension Weakness
462 Cross-Domain Search Timing
463 Padding Oracle Crypto Attack
464 Evercookie
465 Transparent Proxy Abuse
466 Leveraging Active Adversary in the Middle Attacks to Bypass Same Origin Policy
467 Cross Site Identification
468 Generic Cross-Browser Cross-Domain Theft
469 HTTP DoS
470 Expanding Control over the Operating System from the Database
471 Search Order Hijacking
472 Browser Fingerprinting
473 Signature Spoof
474 Signature Spoofing by Key Theft
475 Signature Spoofing by Improper Validation
476 Signature Spoofing by Misrepresentation
477 Signature Spoofing by Mixing Signed and Unsigned Content
478 Modification of Windows Service Configuration
479 Malicious Root Certificate
480 Escaping Virtualization
481 Contradictory Destinations in Traffic Routing Schemes
482 TCP Flood
485 Signature Spoofing by Key Recreation
486 UDP Flood
487 ICMP Flood
488 HTTP Flood
489 SSL Flood
490 Amplification
491 Quadratic Data Expansion
492 Regular Expression Exponential Blowup
493 SOAP Array Blowup
494 TCP Fragmentation
495 UDP Fragmentation
496 ICMP Fragmentation
497 File Discovery
498 Probe iOS Screenshots
499 Android Intent Intercept
500 WebView Injection
501 Android Activity Hijack
502 Intent Spoof
503 WebView Exposure
504 Task Impersonation
505 Scheme Squatting
506 Tapjacking
507 Physical Theft
508 Shoulder Surfing
509 Kerberoasting
510 SaaS User Request Forgery
511 Infiltration of Software Development Environment
516 Hardware Component Substitution During Baselining
517 Documentation Alteration to Circumvent Dial-down
518 Documentation Alteration to Produce Under-performing Systems
519 Documentation Alteration to Cause Errors in System Design
520 Counterfeit Hardware Component Inserted During Product Assembly
521 Hardware Design Specifications Are Altered
522 Malicious Hardware Component Replacement
523 Malicious Software Implanted
524 Rogue Integration Procedures
528 XML Flood
529 Malware-Directed Internal Reconnaissance
530 Provide Counterfeit Component
531 Hardware Component Substitution
532 Altered Installed BIOS
533 Malicious Manual Software Update
534 Malicious Hardware Update
535 Malicious Gray Market Hardware
536 Data Injected During Configuration
537 Infiltration of Hardware Development Environment
538 Open-Source Library Manipulation
539 ASIC With Malicious Functionality
540 Overread Buffers
541 Application Fingerprinting
542 Targeted Malware
543 Counterfeit Websites
544 Counterfeit Organizations
545 Pull Data from System Resources
546 Incomplete Data Deletion in a Multi-Tenant Environment
547 Physical Destruction of Device or Component
548 Contaminate Resource
549 Local Execution of Code
550 Install New Service
551 Modify Existing Service
552 Install Rootkit
554 Functionality Bypass
555 Remote Services with Stolen Credentials
556 Replace File Extension Handlers
558 Replace Trusted Executable
559 Orbital Jamming
560 Use of Known Domain Credentials
561 Windows Admin Shares with Stolen Credentials
562 Modify Shared File
563 Add Malicious File to Shared Webroot
564 Run Software at Logon
565 Password Spraying
568 Capture Credentials via Keylogger
569 Collect Data as Provided by Users
571 Block Logging to Central Repository
572 Artificially Inflate File Sizes
573 Process Footprinting
574 Services Footprinting
575 Account Footprinting
576 Group Permission Footprinting
577 Owner Footprinting
578 Disable Security Software
579 Replace Winlogon Helper DLL
580 System Footprinting
581 Security Software Footprinting
582 Route Disabling
583 Disabling Network Hardware
584 BGP Route Disabling
585 DNS Domain Seizure
586 Object Injection
587 Cross Frame Scripting (XFS)
588 DOM-Based XSS
589 DNS Blocking
590 IP Address Blocking
591 Reflected XSS
592 Stored XSS
593 Session Hijacking
594 Traffic Injection
595 Connection Reset
596 TCP RST Injection
597 Absolute Path Traversal
598 DNS Spoofing
599 Terrestrial Jamming
600 Credential Stuffing
601 Jamming
603 Blockage
604 Wi-Fi Jamming
605 Cellular Jamming
606 Weakening of Cellular Encryption
607 Obstruction
608 Cryptanalysis of Cellular Encryption
609 Cellular Traffic Intercept
610 Cellular Data Injection
611 BitSquatting
612 WiFi MAC Address Tracking
613 WiFi SSID Tracking
614 Rooting SIM Cards
615 Evil Twin Wi-Fi Attack
616 Establish Rogue Location
617 Cellular Rogue Base Station
618 Cellular Broadcast Message Request
619 Signal Strength Tracking
620 Drop Encryption Level
621 Analysis of Packet Timing and Sizes
622 Electromagnetic Side-Channel Attack
623 Compromising Emanations Attack
624 Hardware Fault Injection
625 Mobile Device Fault Injection
626 Smudge Attack
627 Counterfeit GPS Signals
628 Carry-Off GPS Attack
630 TypoSquatting
631 SoundSquatting
632 Homograph Attack via Homoglyphs
633 Token Impersonation
634 Probe Audio and Video Peripherals
635 Alternative Execution Due to Deceptive Filenames
636 Hiding Malicious Data or Code within Files
637 Collect Data from Clipboard
638 Altered Component Firmware
639 Probe System Files
640 Inclusion of Code in Existing Process
641 DLL Side-Loading
642 Replace Binaries
643 Identify Shared Files/Directories on System
644 Use of Captured Hashes (Pass The Hash)
645 Use of Captured Tickets (Pass The Ticket)
646 Peripheral Footprinting
647 Collect Data from Registries
648 Collect Data from Screen Capture
649 Adding a Space to a File Extension
650 Upload a Web Shell to a Web Server
651 Eavesdropping
652 Use of Known Kerberos Credentials
653 Use of Known Operating System Credentials
654 Credential Prompt Impersonation
655 Avoid Security Tool Identification by Adding Data
656 Voice Phishing
657 Malicious Automated Software Update via Spoofing
660 Root/Jailbreak Detection Evasion via Hooking
661 Root/Jailbreak Detection Evasion via Debugging
662 Adversary in the Browser (AiTB)
663 Exploitation of Transient Instruction Execution
664 Server Side Request Forgery
665 Exploitation of Thunderbolt Protection Flaws
666 BlueSmacking
667 Bluetooth Impersonation AttackS (BIAS)
668 Key Negotiation of Bluetooth Attack (KNOB)
669 Alteration of a Software Update
670 Software Development Tools Maliciously Altered
671 Requirements for ASIC Functionality Maliciously Altered
672 Malicious Code Implanted During Chip Programming
673 Developer Signing Maliciously Altered Software
674 Design for FPGA Maliciously Altered
675 Retrieve Data from Decommissioned Devices
676 NoSQL Injection
677 Server Motherboard Compromise
678 System Build Data Maliciously Altered
679 Exploitation of Improperly Configured or Implemented Memory Protections
680 Exploitation of Improperly Controlled Registers
681 Exploitation of Improperly Controlled Hardware Security Identifiers
682 Exploitation of Firmware or ROM Code with Unpatchable Vulnerabilities
690 Metadata Spoofing
691 Spoof Open-Source Software Metadata
692 Spoof Version Control System Commit Metadata
693 StarJacking
694 System Location Discovery
695 Repo Jacking
696 Load Value Injection
697 DHCP Spoofing
698 Install Malicious Extension
699 Eavesdropping on a Monitor
700 Network Boundary Bridging
701 Browser in the Middle (BiTM)
702 Exploiting Incorrect Chaining or Granularity of Hardware Debug Components
`
