// Writes the pages that are made from the program itself: `node tools/docs.ts`. The test beside it fails when they differ from
// what the program says now.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AnyCommand } from '../src/cli/command.ts'
import { COMMANDS } from '../src/cli/command-table.ts'
import { COMMON_FLAGS, type Flag } from '../src/cli/flags.ts'
import { flagUsage, usageOf } from '../src/cli/help.ts'
import { JSON_ANSWERS } from '../src/cli/json-answers.ts'
import { rulePage } from '../src/cli/rule-page.ts'
import { OPERATIONS, ROLE_WORDS, ROLES } from '../src/desk/people/index.ts'
import { RULES } from '../src/lint/index.ts'
import { codeWords, type FaultCode, faultCodes } from './fault-codes.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const MADE = '<!-- Made by `node tools/docs.ts` from the sources: change those. -->'

/** The pages by path, as they should be. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const commands = await Promise.all(COMMANDS.map((entry) => entry.load()))
  return new Map([
    ['docs/cli.md', commandPage(commands)],
    ['docs/faults.md', faultPage(sourceTexts())],
    ['docs/rules.md', rulesPage()],
    ['docs/roles.md', rolesPage()],
  ])
}

/** The text of every source file that is no test. */
export function sourceTexts(): readonly string[] {
  return globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('testdata'))
    .sort()
    .map((file) => readFileSync(root + file, 'utf8'))
}

function rolesPage(): string {
  const operations = Object.entries(OPERATIONS)
  return [
    '# Roles of the desk',
    '',
    MADE,
    '',
    'A person has roles for the whole foundation, and others in single projects; those of the foundation count in each project. Who has no',
    'role in a project does not learn that it exists. While a vulnerability is under embargo, and for every case, the need-to-know list counts',
    'besides: who is not on it gets the same answer as for something that is not there, whatever their roles. Nobody approves what they',
    'changed since the last approval.',
    '',
    ...table(
      ['Role', ''],
      ROLES.map((role) => [role, ROLE_WORDS[role]]),
    ),
    '',
    'An operation marked with * takes the role in the foundation. The verb is what an API token needs in its scope; every token may read.',
    '',
    ...table(
      ['Operation', '', 'Verb', ...ROLES],
      operations.map(([name, { about, verb, roles, foundationOnly }]) => [
        `\`${name}\`${foundationOnly ? ' *' : ''}`,
        about,
        verb,
        ...ROLES.map((role) => (roles.includes(role) ? 'yes' : '')),
      ]),
    ),
    '',
  ].join('\n')
}

function rulesPage(): string {
  const rows = RULES.map((rule) => [
    `[${rule.code}](#${rule.code.toLowerCase()}-${rule.name})`,
    rule.name,
    rule.level,
    rule.fixes === true ? 'yes' : '',
  ])
  return [
    '# The rules of lint',
    '',
    MADE,
    '',
    'What `steward cve lint`, `steward osv lint` and `steward cna check` look for. Codes never change their meaning. An **error** stops a',
    'publication unless it is waived by name and with a reason, a **warning** asks for a second look, an **info** is worth knowing. The',
    'level is that of the usual finding; some findings of a rule have another one. Rules that need more than the record (a project, the',
    'releases, the answer of a server) say "not checked" where that is absent.',
    '',
    'The examples show what is changed in a record without faults. Numbers of the CNA Operational Rules are those of the edition named.',
    'Levels and waivers: [docs/steward-yaml.md](steward-yaml.md#lint).',
    '',
    ...table(['Rule', 'Name', 'Level', 'Fix'], rows),
    '',
    ...RULES.flatMap((rule) => [...rulePage(rule), '']),
  ].join('\n')
}

function commandPage(commands: readonly AnyCommand[]): string {
  return [
    '# The command line',
    '',
    MADE,
    '',
    '```',
    'steward COMMAND [FLAG...] [OPERAND...]',
    '```',
    '',
    ...table(
      ['Command', 'What it does'],
      commands.map(({ name, summary }) => [`[\`${name}\`](#steward-${name.replaceAll(' ', '-')})`, summary]),
    ),
    '',
    'Flags and operands may stand in any order; after `--` everything is an operand. The flags below are taken by every command, also',
    'before its name: `steward -C lantern status`.',
    '',
    ...flagTable(COMMON_FLAGS),
    '',
    '`steward --help`, `steward history` and `steward status --help` print what there is; `steward --version` prints the version.',
    '',
    '## Output',
    '',
    'Answers go to standard output; faults, notes and progress to standard error. Progress is shown on a terminal only. Colours are used',
    'on a terminal where `NO_COLOR` is not set, and nothing is said by colour alone. Control characters in titles, commit messages and',
    'other texts are shown as `\\u001b`, never obeyed. `--quiet` leaves out everything but findings and faults; what a command was asked',
    'to print (a rendering, a graph, an answer) stays.',
    '',
    'With `--json` a command prints one JSON document instead, of the shape given below. A command that cannot do its work prints',
    '`{"faults": [...]}`: each with `code`, `kind`, `message`, and where they apply `at` (a JSON Pointer), `place` (`source`, `line`,',
    '`column`) and `hint`. Codes are listed in [faults.md](faults.md); conflicts in [ranges.md](ranges.md).',
    '',
    '## Exit codes',
    '',
    ...table(['Code', 'Meaning'], EXIT_CODES),
    '',
    'Where several parts have faults, the greatest code wins.',
    ...commands.flatMap(commandSection),
    '',
  ].join('\n')
}

const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'findings: an error or a question that a person must settle'],
  ['2', 'the command line is wrong'],
  ['3', '`invalid`: the input is wrong; mend it and retry'],
  ['4', '`absent`: the thing asked for does not exist'],
  ['5', '`conflict`: it exists, in a state that forbids this'],
  ['6', '`refused`: the caller may not do this'],
  ['7', '`untrusted`: it was read, but it cannot be relied on'],
  ['8', '`unreachable`: another machine or program did not answer; retry later'],
]

function commandSection(command: AnyCommand): readonly string[] {
  const { name, about, examples } = command
  const own = Object.fromEntries(Object.entries(command.flags).filter(([flag]) => !Object.hasOwn(COMMON_FLAGS, flag)))
  return [
    '',
    `## steward ${name}`,
    '',
    '```',
    usageOf(command),
    '```',
    '',
    inMarkdown(about),
    '',
    ...(Object.keys(own).length === 0 ? [] : [...flagTable(own), '']),
    '```console',
    ...examples.flatMap(([line, what]) => [`# ${what}`, `$ ${line}`]),
    '```',
    '',
    `With \`--json\`: ${JSON_ANSWERS[name]}`,
  ]
}

function flagTable(flags: Readonly<Record<string, Flag>>): readonly string[] {
  return table(
    ['Flag', 'Meaning'],
    Object.entries(flags).map(([name, flag]) => [
      `\`${flagUsage(name, flag).trim()}\``,
      `${inMarkdown(flag.about)}${flag.multiple ? '; may be given several times' : ''}`,
    ]),
  )
}

/** Codes whose sentence cannot be seen beside them in the sources, or needs other words here. */
const EXPLAINED: readonly FaultCode[] = [
  {
    code: 'SANDBOX_LISTEN',
    kinds: ['invalid', 'refused'],
    message: 'cannot listen on …: the operating system says why',
  },
  {
    code: 'SANDBOX_SEED_RECORD',
    kinds: ['invalid'],
    message: 'a record of the seed is not what the CVE Record Format says: how, in its words',
  },
  { code: 'COMMIT_MALFORMED', kinds: ['invalid'], message: 'cannot read … as a commit hash, or as a whole one' },
  { code: 'CVE_NO_DESCRIPTION', kinds: ['invalid'], message: 'cannot render … as a CVE record: it has no description' },
  {
    code: 'CVE_NO_REASON',
    kinds: ['invalid'],
    message: 'cannot render … as a CVE record: it is rejected and does not say why',
  },
  { code: 'CVE_TEXT', kinds: ['invalid'], message: 'cannot render … as a CVE record: a text does not fit the format' },
  {
    code: 'FILE_FAILED',
    kinds: ['unreachable'],
    message: 'cannot read, write or list …: the operating system says why',
  },
  { code: 'GIT_FAILED', kinds: ['invalid', 'unreachable'], message: 'git … failed: git says why' },
  {
    code: 'IMPORT_DIFFERS',
    kinds: ['question'],
    message: 'two records of one vulnerability differ: the first keeps its word',
  },
  {
    code: 'IMPORT_LEFT_OUT',
    kinds: ['question'],
    message: 'a record says something for which the facts have no place',
  },
  { code: 'NODE_TOO_OLD', kinds: ['invalid'], message: 'Steward needs a newer Node than the one that runs it' },
  {
    code: 'SHAPE_VALUE',
    kinds: ['invalid'],
    message: 'a field has a value that it cannot have: the message says what it must be',
  },
  { code: 'USAGE_WORDS', kinds: ['invalid'], message: 'a flag or an operand is unknown, missing or too many' },
  { code: 'VERSION_MALFORMED', kinds: ['invalid'], message: 'cannot read … as a version of the scheme' },
  { code: 'VERS_ORDER', kinds: ['notice'], message: 'the constraints of a VERS are not sorted by version' },
  {
    code: 'VERS_SPELLING',
    kinds: ['notice'],
    message: 'a VERS has capitals in its type, or percent-encoding that is needless or in lower case',
  },
]

/** Every code with its kinds and a sentence, sorted. */
export function documentedCodes(sources: readonly string[]): readonly FaultCode[] {
  const explained = new Set(EXPLAINED.map(({ code }) => code))
  return [...faultCodes(sources).filter(({ code }) => !explained.has(code)), ...EXPLAINED].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  )
}

/** The error codes of CVE Services, which the sandbox speaks and the client reads: they are no faults of ours. */
function wireCodes(): ReadonlySet<string> {
  const errors = readFileSync(`${root}src/sandbox/errors.ts`, 'utf8')
  return new Set([...errors.matchAll(/\berror\(\s*'([A-Z_]+)'/g)].map((found) => found[1] ?? ''))
}

/** Codes that the sources speak of and the page does not, and the other way round. Both should be empty. */
export function undocumented(sources: readonly string[]): {
  readonly missing: readonly string[]
  readonly unused: readonly string[]
} {
  const known = new Set(documentedCodes(sources).map(({ code }) => code))
  const wire = wireCodes()
  const words = codeWords([...sources, readFileSync(`${root}bin/start.js`, 'utf8')]).filter((word) => !wire.has(word))
  return {
    missing: words.filter((word) => !known.has(word)),
    unused: [...known].filter((code) => !words.includes(code)),
  }
}

function faultPage(sources: readonly string[]): string {
  const codes = documentedCodes(sources)
  const isFinding = ({ kinds }: FaultCode): boolean =>
    kinds.every((kind) => ['error', 'question', 'notice'].includes(kind))
  const rows = (list: readonly FaultCode[]): readonly (readonly string[])[] =>
    list.map(({ code, kinds, message }) => [`\`${code}\``, kinds.join(', '), message])
  return [
    '# Fault codes',
    '',
    MADE,
    '',
    'Every fault carries a code, in brackets at the end of its line and as `code` with `--json`. A code is never renamed and never used',
    'for something else; the words around it may get better. A `…` stands for a value.',
    '',
    '## Faults',
    '',
    'The kind says what the caller can do, and gives the exit code ([cli.md](cli.md#exit-codes)); codes that begin with `USAGE_` end with',
    'exit code 2.',
    '',
    ...table(['Code', 'Kind', 'Message'], rows(codes.filter((each) => !isFinding(each)))),
    '',
    '## Findings',
    '',
    'What a check finds in facts and records that can be read. An `error` would make a record wrong, a `question` is for a person, a',
    '`notice` is worth a look. What to do about those that come from git: [ranges.md](ranges.md).',
    '',
    ...table(['Code', 'Level', 'Message'], rows(codes.filter(isFinding))),
    '',
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  // A pipe ends a cell, even within code.
  return [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  )
}

/** A sentence of help in Markdown: flags, file names and codes become code. */
function inMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`')
        ? part
        : part
            .replace(/(?<![\w`])--[a-z][a-z-]*(?: (?:DIR|FILE|ID|HASH)\b)?/g, '`$&`')
            .replace(/\bdocs\/([a-z-]+\.md)\b/g, '[$1]($1)'),
    )
    .join('')
}

if (import.meta.main) for (const [file, text] of await pages()) writeFileSync(root + file, text)
