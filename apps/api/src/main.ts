import { describeError } from '@rote/domain';
import { createLogger, installShutdown, redactUrls } from '@rote/runtime';
import { readApiConfig } from './config.js';
import { startApi } from './start-api.js';

try {
  const config = readApiConfig(process.env);
  const logger = createLogger({ name: 'api', level: config.ROTE_LOG_LEVEL });
  const api = await startApi({ config, logger });
  installShutdown({
    logger,
    graceMs: config.ROTE_GRACE_MS,
    onShutdown: (_reason, step) => api.close(step),
  });
  logger.info({ url: api.url }, 'Listening');
  process.send?.({ type: 'ready', url: api.url });
} catch (error) {
  process.stderr.write(`The API cannot start. ${redactUrls(describeError(error))}\n`);
  process.exit(1);
}
