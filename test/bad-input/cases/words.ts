import type { Case } from '../case.ts'

const HASH = '0123456789abcdef0123456789abcdef01234567'
const LONG = 'x'.repeat(100_000)

/** A command line that is wrong by itself. */
function usage(what: string, run: string | readonly string[], hint: string | null, code = 'USAGE_WORDS'): Case {
  return { what: `words: ${what}`, code, run, hint, exit: 2 }
}

function vector(what: string, text: string, code: string, hint: string | null): Case {
  return { what: `CVSS: ${what}`, code, run: ['cvss', text], hint, exit: 3 }
}

/** Versions or ranges that cannot be read, or not be compared. */
function version(what: string, run: readonly string[], code: string, hint: string | null, exit = 3): Case {
  return { what: `versions: ${what}`, code, run: ['version', ...run], hint, exit }
}

/** Something asked of the workspace that it does not have. */
function asked(
  what: string,
  run: string | readonly string[] | Case['run'],
  code: string,
  hint: string | null,
  exit: number,
): Case {
  return { what: `asked: ${what}`, code, run, hint, exit }
}

const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'

export const words: readonly Case[] = [
  { ...usage('an unknown command', 'frobnicate', '--help', 'USAGE_COMMAND'), apart: true },
  usage('a misspelt command', 'stauts', 'did you mean', 'USAGE_COMMAND'),
  usage('half a command', 'version sotr 1.0', 'did you mean', 'USAGE_COMMAND'),
  usage('a command of 100,000 characters', [LONG], '--help', 'USAGE_COMMAND'),
  usage('a command that colours the terminal', ['\u001b[31mstatus'], '--help', 'USAGE_COMMAND'),
  usage('an empty command', [''], '--help', 'USAGE_COMMAND'),
  usage('a command of Object.prototype', ['constructor'], '--help', 'USAGE_COMMAND'),
  { ...usage('an unknown flag', 'status --al', 'did you mean --all?'), apart: true },
  usage('an unknown short flag', 'status -Z', '--help'),
  usage('a flag of Object.prototype', 'status --constructor', '--help'),
  usage('a flag without its value', 'sync --remote', '--help'),
  usage('a flag with a value that takes none', 'sync --apply=yes', '--help'),
  usage('a flag whose value is a flag', 'sync --remote --apply', 'if it is meant'),
  usage('a flag twice', 'sync --remote a --remote b', 'keep one'),
  usage('a word that a flag does not know', 'render LSF-2030-1 --as pdf', '--help'),
  usage('no operand', 'render', '--help'),
  usage('an operand too many', 'render LSF-2030-1 LSF-2030-2', '--help'),
  usage('an operand where none is taken', 'sync LSF-2030-1', '--help'),
  usage('an unknown shell', 'completion tcsh', 'bash', 'USAGE_SHELL'),
  usage('no fix for an advisory', 'advisory new', 'paste the link', 'USAGE_FIX'),
  usage('no facts for ranges', 'ranges --repo ../lantern', '--help', 'USAGE_FACTS'),
  { ...usage('a folder that does not exist', '-C nowhere status', null, 'DIRECTORY_ABSENT'), exit: 4 },
  { ...usage('a folder of 100,000 characters', ['-C', LONG, 'status'], 'shorter', 'FILE_NAME_TOO_LONG'), exit: 3 },

  vector('nothing', '', 'CVSS_VERSION_UNKNOWN', 'a vector looks like'),
  vector('a score', '9.8', 'CVSS_VERSION_UNKNOWN', 'a vector looks like'),
  vector('a version of the future', V31.replace('3.1', '5.0'), 'CVSS_VERSION_UNKNOWN', 'start with'),
  vector('a metric missing', V31.slice(0, -4), 'CVSS_METRIC_MISSING', 'add A:'),
  vector('a metric twice', `${V31}/A:H`, 'CVSS_METRIC_TWICE', 'keep one'),
  vector('an unknown metric', `${V31}/ZZ:H`, 'CVSS_METRIC_UNKNOWN', 'the metrics are'),
  vector('an unknown value', V31.replace('AV:N', 'AV:Z'), 'CVSS_METRIC_VALUE', 'write N'),
  vector('small letters', V31.toLowerCase(), 'CVSS_CASE', 'write CVSS:3.1'),
  vector('a space', ` ${V31}`, 'CVSS_VERSION_UNKNOWN', 'start with'),
  vector('a slash at the end', `${V31}/`, 'CVSS_METRIC_MALFORMED', 'remove the slash'),
  vector('a metric of Object.prototype', `${V31}/constructor:H`, 'CVSS_METRIC_UNKNOWN', 'the metrics are'),
  vector('100,000 characters', `${V31}/${LONG}`, 'CVSS_TOO_LONG', 'one vector'),
  vector('a metric that colours the terminal', `${V31}/\u001b[31m:H`, 'CVSS_METRIC_UNKNOWN', 'the metrics are'),

  version('a word', ['compare', 'one', '1.0'], 'VERSION_MALFORMED', 'looks like'),
  version('nothing', ['compare', '', '1.0'], 'VERSION_MALFORMED', 'looks like'),
  version('a space inside', ['compare', '1. 0', '1.0'], 'VERSION_MALFORMED', 'looks like'),
  version('digits of another script', ['compare', '١.٢', '1.2'], 'VERSION_MALFORMED', 'looks like'),
  version('100,000 digits', ['compare', '1'.repeat(100_000), '1.0'], 'VERSION_MALFORMED', null),
  version('100,000 dots', ['compare', '1.'.repeat(50_000), '1.0'], 'VERSION_MALFORMED', null),
  version('an unknown scheme', ['compare', '--scheme', 'semver2', '1', '2'], 'VERSION_SCHEME_UNKNOWN', 'one of python'),
  version(
    'a scheme of Object.prototype',
    ['sort', '--scheme', 'constructor', '1'],
    'VERSION_SCHEME_UNKNOWN',
    'one of python',
  ),
  version('a scheme without an order', ['sort', '--scheme', 'git', 'a', 'b'], 'VERSION_UNORDERED', 'name another'),
  version('two words of no order', ['compare', '--scheme', 'custom', 'a', 'b'], 'VERSION_UNORDERED', 'name another'),
  version('one good and two bad ones', ['sort', '1.0', 'x', 'y'], 'VERSION_MALFORMED', 'looks like'),
  version('semver with four numbers', ['sort', '--scheme', 'semver', '1.2.3.4'], 'VERSION_MALFORMED', 'looks like'),
  version('a range without a scheme', ['in-range', 'vers:/1', '1'], 'VERS_TYPE', 'vers:pypi'),
  version('a range of an unknown type', ['in-range', 'vers:lantern/1', '1'], 'VERS_TYPE_UNKNOWN', null),
  version('a range without a version', ['in-range', 'vers:pypi/>=', '1'], 'VERS_COMPARATOR', null),
  version('a range with a star among others', ['in-range', 'vers:pypi/*|1', '1'], 'VERS_ASTERISK', null),
  version('a range with half an escape', ['in-range', 'vers:pypi/1%2', '1'], 'VERS_PERCENT', null),
  version(
    'a range of 100,000 characters',
    ['in-range', `vers:pypi/${'1|'.repeat(50_000)}1`, '1'],
    'VERS_TOO_LONG',
    null,
  ),
  version('constraints with a sign for equality', ['in-range', '==1.0', '1.0'], 'VERS_COMPARATOR', 'the version alone'),

  asked('an identifier that nothing has', 'status LSF-2030-99', 'VULNERABILITY_UNKNOWN', 'lists them', 4),
  asked('an identifier of Object.prototype', 'status __proto__', 'VULNERABILITY_UNKNOWN', 'lists them', 4),
  asked('an identifier of 100,000 characters', ['render', LONG], 'VULNERABILITY_UNKNOWN', 'lists them', 4),
  asked('an identifier that colours the terminal', ['render', '\u009b31m'], 'VULNERABILITY_UNKNOWN', 'lists them', 4),
  asked('a backport of nothing', 'backports LSF-2030-99', 'VULNERABILITY_UNKNOWN', 'lists them', 4),
  asked(
    'a backport that was not proposed',
    `backports LSF-2030-1 --accept ${HASH}`,
    'BACKPORT_UNKNOWN',
    'those listed',
    4,
  ),
  asked('a backport of two digits', 'backports LSF-2030-1 --accept 01', 'BACKPORT_UNKNOWN', 'those listed', 4),
  asked(
    'an advisory from a commit that does not exist',
    ['advisory', 'new', '--fix', HASH],
    'COMMIT_UNKNOWN',
    'fetch',
    4,
  ),
  asked('an advisory from a branch', 'advisory new --fix main', 'COMMIT_MALFORMED', 'digits', 3),
  asked(
    'an advisory from a link to an issue',
    'advisory new --fix https://git.example/lantern/issues/7',
    'FIX_LINK_NO_COMMIT',
    'link of the commit',
    3,
  ),
  asked(
    'an advisory from a script',
    ['advisory', 'new', '--fix', 'javascript:alert(1)'],
    'COMMIT_MALFORMED',
    'digits',
    3,
  ),
  asked(
    'an advisory from two commits, one missing',
    ({ fix }) => `advisory new --fix ${fix},`,
    'COMMIT_MALFORMED',
    'digits',
    3,
  ),
  asked(
    'an advisory under an identifier that exists',
    ({ fix }) => `advisory new --fix ${fix} --id LSF-2030-1`,
    'ADVISORY_EXISTS',
    'another --id',
    5,
  ),
  {
    ...asked(
      'an advisory under an identifier with a way out',
      ({ fix }) => `advisory new --fix ${fix} --id ../../x`,
      'SHAPE_VALUE',
      null,
      3,
    ),
    apart: true,
  },
  asked(
    'an advisory with a CVE ID that is none',
    ({ fix }) => `advisory new --fix ${fix} --cve CVE-30-1`,
    'CVE_ID_MALFORMED',
    'looks like',
    3,
  ),
  asked(
    'an advisory with a title of 300 characters',
    ({ fix }) => ['advisory', 'new', '--fix', fix, '--title', 'x'.repeat(300)],
    'SHAPE_VALUE',
    null,
    3,
  ),
  asked(
    'an advisory introduced by what does not exist',
    ({ fix }) => `advisory new --fix ${fix} --introduced ${HASH}`,
    'COMMIT_UNKNOWN',
    'fetch',
    4,
  ),
  asked('a remote that is an option', 'sync --remote=--upload-pack=sh', 'REMOTE_UNKNOWN', '--offline', 4),
  asked('a remote that would run a command', ['sync', '--remote', 'ext::sh -c true'], 'REMOTE_UNKNOWN', '--offline', 4),
  asked('a remote that does not exist', 'sync --remote nowhere', 'REMOTE_UNKNOWN', '--offline', 4),
  asked('an export over a folder', 'history export --repo ../lantern advisories', 'FILE_IS_FOLDER', 'name a file', 3),
  asked('an export into a device', 'history export --repo ../lantern /dev/null', 'FILE_NOT_REGULAR', 'name a file', 3),
  asked(
    'an export below a file',
    'history export --repo ../lantern steward.yaml/x',
    'FILE_ABSENT',
    'check the path',
    4,
  ),
  asked('a tour into a folder that has one', 'tour --keep ..', 'TOUR_EXISTS', 'another folder', 5),
]
