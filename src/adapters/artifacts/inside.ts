import { realpathSync } from 'node:fs'
import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'

/**
 * The absolute path of a file below `root`, where the folders on the way stay below it too: a link among them could lead anywhere.
 * The last step may be a link, or nothing: whoever opens it must not follow.
 */
export function inside(root: string, relative: string): Result<string> {
  const file = path.resolve(root, relative)
  if (!isBelow(root, file)) return fail(outside(relative))
  try {
    const [realRoot, realFolder] = [realpathSync.native(root), realpathSync.native(path.dirname(file))]
    if (realFolder !== realRoot && !isBelow(realRoot, realFolder)) return fail(outside(relative))
    // The way that was checked is the way that is taken.
    return ok(path.join(realFolder, path.basename(file)))
  } catch {
    return fail({
      code: 'ARCHIVE_FOLDER_ABSENT',
      kind: 'absent',
      message: 'its folder does not exist',
      place: { source: relative },
      hint: 'check the path',
    })
  }
}

function isBelow(root: string, file: string): boolean {
  const way = path.relative(root, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
}

function outside(file: string): Fault<'ARCHIVE_OUTSIDE'> {
  return {
    code: 'ARCHIVE_OUTSIDE',
    kind: 'refused',
    message: 'it lies outside the archive, or behind a link that leads out of it',
    place: { source: file },
    hint: 'name the folder that the link leads to',
  }
}
