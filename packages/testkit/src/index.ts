export { findSwiftShader, SWIFTSHADER_MISSING } from './swiftshader.js';
export { useTempDir } from './temp-dir.js';
export type { TestDatabase } from './test-database.js';
export { createTestDatabase } from './test-database.js';
export type { TestRedis } from './test-redis.js';
export { startTestRedis } from './test-redis.js';
export type { WaitOptions } from './wait-for.js';
export { waitFor } from './wait-for.js';
