import type { Json } from '#json'
import type { Project } from '#project'
import { type Assessment, describeReason, rangesOf } from '#vulnerability'

/** One vulnerability as `steward status --json` prints it; the shape is documented in docs/cli.md. */
export function statusJson(assessment: Assessment, project: Project): Json {
  const { vulnerability, releases, branches, fixed, git, conflicts } = assessment
  return {
    id: vulnerability.id,
    cve: vulnerability.cve ?? null,
    title: vulnerability.title,
    state: vulnerability.state,
    branches: branches.map(({ branch, series, lifecycle, affected, fixedIn, planned, why }) => ({
      branch,
      series,
      lifecycle: lifecycle ?? null,
      affected: affected === undefined ? null : [affected.first.version.text, affected.last.version.text],
      fixed: fixedIn?.version.text ?? null,
      planned: planned?.text ?? null,
      why,
    })),
    releases: releases.map(({ release, status, reason }) => ({
      version: release.version.text,
      tags: release.tags,
      status,
      reason: reason.kind,
      why: describeReason(reason, release),
    })),
    ranges: rangesOf(assessment, project.bounds).map(({ status, lower, upper, provisional }) => ({
      status,
      introduced: lower,
      fixed: upper ?? null,
      provisional,
    })),
    fixed: fixed.map(({ version }) => version.text),
    git: { introduced: git.introduced, fixed: git.fixed },
    conflicts: conflicts.map(({ code, level, message, computed, stated, hint }) => ({
      code,
      level,
      message,
      ...(computed !== undefined && { computed }),
      ...(stated !== undefined && { stated }),
      ...(hint !== undefined && { hint }),
    })),
  }
}
