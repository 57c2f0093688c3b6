#!/usr/bin/env node
// Committed, so that npm links it on a fresh clone, where nothing is built yet.
import '../dist/main.js';
