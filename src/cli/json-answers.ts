/**
 * What each command prints with `--json`, in words: one document of this shape, or `{"faults": [...]}` when the command could not
 * do its work. Names that are not explained mean what the facts files call so. Part of the interface: fields are added, never
 * renamed.
 */
export const JSON_ANSWERS: Readonly<Record<string, string>> = {
  init: '`file`; `proposal`: what was seen (`project`, `repository`, `scheme`, `tags`, `releases`, `prereleases`, `ignored`, `branches`); `names`: what was asked for; `written`.',
  'advisory new':
    '`id`; `file`, relative to steward.yaml; `fixes`: `commit` and `subject` of each; `proposals`: `kind`, `branch`, `commits`, `signals`, `strong`, `missing`. Strong ones with nothing missing were taken; `written`.',
  'advisory check':
    '`findings`: for each facts file `file`, `id`, `conflicts` and `missing` (each with `code`, `level` and `message`); `faults` of files that cannot be read.',
  status:
    '`project`; `vulnerabilities`: for each `id`, `cve`, `title`, `state`, `branches`, `releases` (`version`, `tags`, `status`, `reason`, `why`), `ranges` (`status`, `introduced`, `fixed`, `provisional`), `fixed`, `git`, `conflicts`; `faults` of files that cannot be read.',
  backports: '`id`; `proposals` as in `advisory new`; `accepted`: how many were written into the facts.',
  render: '`id`; `as`: the form; `text`: the whole rendering as it is printed without `--json`.',
  sync: '`fetched`: the remote or null; `tags`: `added`, `moved`, `deleted`; `changes`: one for each record that changes or is held; `unchanged`: how many do not; `faults`; `writes`: the files; `applied`.',
  import:
    '`outcomes`: for each vulnerability `id`, `file`, `state` (`new` or `exists`), `sources`, `conflicts`, `leftOut` (`at`, `from`, `value`); `faults` of files that cannot be read; `written`: false with `--dry-run`.',
  'cve lint':
    '`records`: for each file `path`, `id`, `cna`, `findings` (`code`, `name`, `level`, `at`, `line`, `column`, `message`, `hint`, `fix`), `waived` (with `reason`) and `notes`; `tally`: `files`, `flagged`, `waived`, `byRule`, `byCna`; `notChecked`: `code`, `needs`, `partly`; `faults` of files that cannot be read.',
  'cve fix':
    '`files`: how many were looked at; `repairs`: for each file with something to fix `path`, `applied` (`code`, `at`, `message`, `fix`) and `changes` in meaning (`kind`, `at`, `message`); `faults`; `written`.',
  'cve validate':
    '`records`: for each file `path`, `valid` and `errors` (`at`, `line`, `column`, `keyword`, `message`, `field`, `allowed`); `faults` of files that cannot be read.',
  'cve rules':
    '`rules`: `code`, `name`, `on`, `level`, `what`, `why`, `cnaRules`, `needs`, `uses`, `fixes`, `example`.',
  'cve diff': '`changes`: `kind`, `at`, `message`, `before`, `after`.',
  'cve explain':
    '`id`; `products`: for each `product`, `defaultStatus` and `versions` (`first`, `last`, `status`, `by`: the `entry`, `change` or default that decided, `overruled`, `why`).',
  'cve show': '`records`: for each file `path` and the `document` itself.',
  'cve convert':
    '`files`: how many were looked at; `records`: for each that is raised `path` and `notes` (`at`, `message`); `faults`; `written`.',
  'osv lint': 'as `cve lint`: `records` (without `cna`), `tally`, `notChecked`, `faults`.',
  ranges:
    'one document a line, in the order of the facts: `id`, `tags`, `affected`, `ranges`, `fixed`, `git`, `conflicts`; or `id` and `fault` for a line that has one.',
  'release verify':
    '`artifacts`: for each signature `name`, `sha256`, `material` (`bundle-v0.1` to `bundle-v0.3`, `detached`, `cosign`, `attestation`), `source`, `verdict` (`pass`, `incomplete`, `fail`, `unsigned`), `rules` (with --policy: JSON Pointers of those that decided, or null), `code`, `message`, `hint`, `identity`, `identityType`, `issuer`, `key`, `evidence` (the level), `signedAt`, `times`, `entries`, `certificate`, `statement`: null where it was not established; `trustedRoot`: `sha256`, `source`, `expires`; `faults` of files that cannot be read.',
  'release audit':
    '`artifacts`: for each file and each signature of it `name`, `material` (`.sigstore`, `.sig+.crt`, `.rekor` or null), `verdict` (`pass`, `incomplete`, `fail`, `unsigned`), `code`, `identity`, `issuer`, `evidence`, `signedAt`, `path`, `release`, `stream`, `sha256`, `source`, `format`, `diagnosis`, `rules` (JSON Pointers into the policy), `expected`, `repair` (`kind`, `from`); `place`, `at`, `policy` (`id`, `version`, `digest`), `trustedRoots`; `summary`: `files`, `rows`, `verdicts`, `evidence`, `repairs` (`kind`, `files`, `ready`, `from`; `andOthers` where there are more than twelve sources), `coverage`, `anomalies` (`code`, `level`, `message`, `detail`, `files`); `openpgp`; `faults` of parts that could not be looked at.',
  'release plan':
    'the plan: `mediaType`, `root`, `createdAt`, `policy`; `changes`: for each bundle `kind` (`add-checkpoint`, `backfill`, `upgrade`), `path`, `before` and `after` (digests of the text), `bundle`, `detached`, `artifact` (digest), `identity`, `issuer`, `signedAt`, `evidence` (`before`, `after`), `from`; `left`: `path`, `kind`, `code`, `message`; `file` or null.',
  'release apply':
    '`direction`; `changed`: paths of the files that were changed; `already`: how many were so before; `verified`, `total`; `journal`; `dryRun`.',
  'release rollback':
    'as `release apply`: `direction`, `changed`, `already`, `verified`, `total`, `journal`, `dryRun`.',
  'release downloads': '`file` or null; `page`: the HTML.',
  'trust new': '`policy`, `digest` (`sha256:...`), `file` or null.',
  'trust show': '`policy`; `digest`.',
  'trust update': '`policy`, `digest`; `changes` as in `trust diff`; `file` or null.',
  'trust sign':
    'with --statement `statement` and `file`; with --chain `version`, `digest`, `signers` (names), `members`, `threshold`, `file`.',
  'trust verify':
    '`policyId`, `version`, `digest`; `anchor`: the digest it began with; `expires`; `updates`: for each version since `version`, `digest`, `signers`, `members`, `threshold`.',
  'trust import': '`policy`, `digest`, `file` or null.',
  'trust diff': '`before` and `after`: digests; `changes`: `effect` (`wider`, `narrower`, `other`) and `message`.',
  'release sign':
    '`signed`: for each file `name`, `bundle` (the file), `identity` and `issuer`, or `key`, `evidence`, `signedAt`, `logIndex`; `faults` of files that were not signed.',
  'trust refresh': '`sha256` of the trusted root; `source`; `expires`; `file`, or null where it is kept.',
  'cna reserve':
    '`target`: `name`, `url`, `org`, `user`, and `named`, whether a person named it; `ids`: for each `cve_id`, `cve_year`, `state`, `owning_cna`, `requested_by`, `reserved`; `wanted`: how many were asked for; `remaining`: how many more can be reserved, or null.',
  'cna list': '`target` as in `cna reserve`; `ids` as there; `totals`: an object from state to number.',
  'cna show': '`target` as in `cna reserve`; `id`: the ID as there; `record`: the whole record, or null.',
  'cna publish':
    '`target`: `name`, `url`, `org`, `user`, and `named`, whether a person named it; `items`: for each `id`, `source`, `did` (`create`, `update`, `republish`, `nothing`, or null), `doneBefore`, `changes`, `waived`, `faults`; `applied`: false with --dry-run and where nothing was to do.',
  'cna update': 'as `cna publish`: `target`, `items`, `applied`.',
  'cna reject':
    'as `cna publish`: `target`, `items`, `applied`; `did` is `reject-id`, `reject-new` (with a new record) or `reject-record` (its record is replaced).',
  'cna undo-reject': 'as `cna publish`: `target`, `items`, `applied`; `did` is `undo-reject`.',
  'cna transfer': 'as `cna publish`: `target`, `items`, `applied`; `did` is `transfer`.',
  'cna adp': 'as `cna publish`: `target`, `items`, `applied`; `did` is `adp`.',
  'cna count': '`target`: `name`, `url`, `named`; `state` or null; `count`.',
  'cna quota': '`target` as in `cna reserve`; `org`; `quota`: `id_quota`, `total_reserved`, `available`.',
  'cna org':
    '`target` as in `cna reserve`; `org`, as CVE Services call its fields; with `quota` and `users` as `cna quota` and `cna user list`.',
  'cna user':
    '`target` as in `cna reserve`; `user`: `username`, `name`, `active`, `authority`, `time`; `key` after `create` and `reset-key`; `users` for `list`; with --dry-run `would`, in words.',
  'cna check':
    '`target` as in `cna reserve`, where CVE Services were asked; `cases`, `identifiers`, `users`: how many were looked at, or null; `findings`: `subject` (a facts file, an ID, a user, steward.yaml), `code`, `name`, `level`, `at`, `message`, `hint`; `waived` (with `reason`); `notChecked`: `code`, `needs`, `partly`; `faults` of facts files that cannot be read.',
  'cna ping': '`target`: `name`, `url`, `named`; `well`: true.',
  'history contains': 'an object from each hash, as it was given, to the list of tags that contain it.',
  'history export': '`file`, `commits`, `tags`, `branches` (counts).',
  'version compare': '`scheme`; `a` and `b` in normal form; `order`: -1, 0 or 1.',
  'version sort': 'the list of versions, sorted.',
  'version in-range': 'an object from each version to true (in the range) or false.',
  cvss: '`version`; `vector` in canonical form; `score` and `severity`; `base`, and where the version has them `temporal`, `environmental` and `nomenclature`; `metrics`: an object from metric to value.',
  'catalog show':
    '`entries`: for each identifier `id`, `name`, `nameCase` (`folded` where the source has lost the capitals), `kind`, `deprecated`, for CWE `mapping`; where they are known `abstraction`, `description`, `terms`, `parents`, `rationale`, `suggestions` (`id`, `comment`), `attackPatterns`, `weaknesses`; `children`; `source`. `faults` of identifiers that are not found.',
  'catalog search':
    '`weaknesses` and `attackPatterns`, best first: `id`, `name`, `kind`, `deprecated`, for CWE `mapping`.',
  'catalog update':
    '`file`; `catalog` (`cwe` or `capec`), its `version` and `date` (or null); `entries`: how many; `before`: where the older listing came from; identifiers `added`, `removed`, newly `deprecated`, `reworded`; `renamed` and `remapped` (`id`, `before`, `after`); `written`.',
  sandbox:
    '`url` of the API, `org`, `user` and, where it is not the one that the state has, `key`: printed when the server answers.',
  serve:
    '`url` of the desk; `setUpLink`, the one-time link to the first account, while there is none, and `demoPassphrase`, with which the people of the demo foundation sign in; `sandbox`, the address of its CVE Services: printed when the desk answers.',
  backup: '`file`; `tables` and `rows`: how many were copied.',
  restore: '`tables` and `rows`: how many were put back; `audit` as `audit verify` prints it.',
  'desk export': '`folder`; `tables` and `rows`: how many were written.',
  'desk import': 'as `restore`: `tables`, `rows`, `audit`.',
  'audit verify':
    '`intact`; `entries`: how many are in place; `withheld`: how many of these without their text; `pending`: how many wait for their place; `end`: `seq` and `hash` of the last one; `broken`: `seq` and `why`, where it does not hold.',
  'audit export': 'JSON Lines with or without it: `seq`, `hash`, and `entry` or `withheld`.',
  worker: '`working`: true, printed when jobs are taken.',
  tour: '`steps`: `about`, `command`, `exit`, `output` and `errors` (lists of lines) of each.',
  completion: '`shell` and `script`.',
}
