#!/usr/bin/env node
import { start } from './start.js'

// Package builds wait for this one command: it has a program of its own, which loads nothing else.
const [noun, verb] = process.argv.slice(2)
if (noun === 'release' && verb === 'verify') {
  process.argv.splice(2, 2)
  await start('steward-verify')
} else await start('steward')
