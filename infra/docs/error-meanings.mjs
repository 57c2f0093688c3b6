/** What each error code means and what to do about it, in docs/reference/errors.md. */
export const ERROR_MEANINGS = {
  'config-invalid':
    'An environment variable is missing or invalid, or a server rejects the login in it. The message lists every such variable.',
  'spec-invalid':
    'The sweep file breaks a rule. `errors` lists each fault with a JSON pointer to its place and what was expected there.',
  'request-invalid':
    'A part of the request other than the sweep file is invalid: a query parameter, an id in the path, a header, or a body that cannot be parsed.',
  'sweep-not-found': 'No sweep has this id or name. `GET /v1/sweeps` (`rote status`) lists them.',
  'cell-not-found': 'No cell has this id.',
  'images-not-found':
    'No images of the cell’s train set are kept: it has not started, it was trained before Rote kept images, a hundred other seeds have theirs, or they could not be written. They appear when any cell with the same data set, corruption, augmentation and seeds is trained.',
  'figure-not-found':
    'The sweep has no rows for this figure yet, or its grid has none of the cells that the figure compares.',
  'project-not-found': 'No project has this name. `GET /v1/projects` (`rote projects list`) lists them.',
  'project-in-use':
    'A project that has sweeps, or keys that work, cannot be deleted, and neither can `default`. Set its quotas to 0 to stop it.',
  'bulk-change-not-found': 'No bulk change has this id, or it is older than 30 days.',
  'webhook-not-found': 'No webhook has this id. `GET /v1/webhooks` (`rote webhooks list`) lists them.',
  'key-not-found': 'No key has this id. `GET /v1/keys` (`rote keys list`) lists them.',
  'sweep-ended':
    'The sweep has ended, so it can no longer be paused, resumed, reordered or cancelled; if it was cancelled, it cannot be retried either. Submit it again.',
  'sweep-active':
    'The sweep has cells left to train, so it cannot be deleted. Cancel it first (`rote cancel`), or wait until it has ended.',
  'idempotency-conflict':
    'The same `Idempotency-Key` came with another sweep file before. Use a new key for a new sweep.',
  'query-too-costly':
    'Postgres expects this SQL query to cost more than `ROTE_QUERY_MAX_COST`. Narrow it with WHERE or LIMIT.',
  'query-timeout':
    'The SQL query ran longer than `ROTE_QUERY_TIMEOUT_MS` and was ended. Narrow it, or ask the operator for more time.',
  'too-many-queries':
    'All connections for SQL queries are in use (`ROTE_QUERY_CONNECTIONS`). Try again after the number of seconds in `Retry-After`.',
  'data-unavailable':
    'A data set can currently be neither downloaded nor read. The worker retries; if the error persists, check the worker’s network and `ROTE_DATA_DIR`.',
  'data-corrupt':
    'A file of a data set is wrong: its SHA-256 differs, an image cannot be decoded, or a folder has other classes than the sweep file says.',
  'storage-unavailable': 'Checkpoints can currently be neither written nor read: see `ROTE_CHECKPOINT_URL`.',
  'engine-unavailable':
    'None of the engines that the cell or `ROTE_ENGINE` allows works on this machine. `rote engine doctor` shows why.',
  'engine-failed': 'The engine reported an error during training. Another trainer process tries again.',
  'out-of-memory':
    'The cell needs more memory than there is. A network is tried once more with half batches; for a solved model, the message says how many images would fit.',
  'trainer-crashed':
    'The trainer process was ended by a signal, or exited with an error code. The message quotes its last output.',
  'trainer-timeout': 'The trainer process made no progress for `ROTE_SILENCE_MS` and was ended.',
  'attempt-superseded':
    'The write of an attempt that no longer counts: its worker was lost, or the cell was cancelled or paused in the meantime.',
  'service-unavailable': 'Postgres, Redis or the API cannot be reached or does not answer. Try again later.',
  aborted: 'The command was interrupted, or the process is shutting down.',
  internal: 'A bug. The response names the request, and the log of the API has the details under that id.',
  'route-not-found': 'There is nothing at this address. `/docs` lists all addresses.',
  'method-not-allowed':
    'The address exists, but not for this method. The header `Allow` lists those that it supports.',
  'unsupported-media-type':
    'Send the sweep file as `application/yaml` or `application/json`, without a content encoding.',
  'body-too-large': 'The body is larger than the API accepts. The message says how large it may be.',
  unauthorized:
    'The request needs a key, and has none that works: it is missing, unknown, revoked or expired, as the message says. Send `Authorization: Bearer KEY`; `rote` sends `ROTE_API_KEY` or the key in `--api-key-file`. See [sharing](../guide/sharing.md).',
  'scope-missing':
    'The key works, but not for this. The message names the scope that is needed; an administrator can make a key with it (`rote keys create`).',
  'project-not-allowed':
    'The key is for one project. It can submit only there, change only sweeps of that project, and not change the queue.',
  'origin-not-allowed':
    'A browser sent a change on behalf of a page of another site. If that page is yours, add its origin to `ROTE_CORS_ORIGINS`.',
  forbidden: 'Nothing at this address may be read.',
  'request-timeout': 'Headers and body did not arrive within 30 seconds.',
  'precondition-failed': 'The current version is not the one that `If-Match` or `If-Unmodified-Since` names.',
  'range-not-satisfiable': 'The header `Range` asks for bytes that do not exist.',
  'expectation-failed': 'The header `Expect` asks for something other than `100-continue`.',
  'host-not-allowed':
    "The request is for another server: its `Host` is not one of this server's names. If it is yours, add it to `ROTE_ALLOWED_HOSTS`.",
  'too-many-requests':
    'One key, or one address without a key, has sent more requests within a minute than `ROTE_RATE_LIMIT` allows. `Retry-After` says when the next one is accepted.',
  'headers-too-large': 'All headers together are larger than 16 KiB.',
};
