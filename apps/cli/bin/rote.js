#!/usr/bin/env node
// Committed, so that npm can link it on a fresh clone before anything is built.
import '../dist/main.js';
