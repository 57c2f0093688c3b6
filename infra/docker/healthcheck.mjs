// Exits with 0 if the given URL answers with success: the images have no curl.
const url = process.argv[2];
const response = await fetch(url, { signal: AbortSignal.timeout(4000) }).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
