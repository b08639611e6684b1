/**
 * The extension of a container in which a draft carries its own waivers: a list of `{"rule", "reason", "until"?, "at"?}`, where `at` is a
 * JSON Pointer in the container. It is for the desk: what is sent to CVE Services leaves it out, and two editions that differ in it
 * alone say the same.
 */
export const WAIVERS_FIELD = 'x_stewardWaivers'
