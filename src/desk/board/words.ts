export type { Target } from '#desk/cna'
export type { BatchView, Problem } from '#desk/publishing'
export type { Permission } from '#desk/review'
