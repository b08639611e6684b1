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
    '`outcomes`: for each vulnerability `id`, `file`, `state` (`new` or `exists`), `sources`, `conflicts`; `faults` of files that cannot be read; `written`: false with `--dry-run`.',
  ranges:
    'one document a line, in the order of the facts: `id`, `tags`, `affected`, `ranges`, `fixed`, `git`, `conflicts`; or `id` and `fault` for a line that has one.',
  'history contains': 'an object from each hash, as it was given, to the list of tags that contain it.',
  'history export': '`file`, `commits`, `tags`, `branches` (counts).',
  'version compare': '`scheme`; `a` and `b` in normal form; `order`: -1, 0 or 1.',
  'version sort': 'the list of versions, sorted.',
  'version in-range': 'an object from each version to true (in the range) or false.',
  cvss: '`version`; `vector` in canonical form; `score` and `severity`; `base`, and where the version has them `temporal`, `environmental` and `nomenclature`; `metrics`: an object from metric to value.',
  tour: '`steps`: `about`, `command`, `exit`, `output` and `errors` (lists of lines) of each.',
  completion: '`shell` and `script`.',
}
