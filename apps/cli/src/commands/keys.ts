import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { createKeyCommand } from '../keys/create-key.js';
import { listKeysCommand } from '../keys/list-keys.js';
import { revokeKeyCommand } from '../keys/revoke-key.js';

export function keysCommand(context: CommandContext): Command {
  return new Command('keys')
    .description('Say who may use the API')
    .addHelpText(
      'after',
      `
With --api or ROTE_API_URL, these commands ask that API, which requires a key with the scope admin. Without, they work
directly in the database (DATABASE_URL, or that of this folder's stack), as its operator, and need no key.

Examples:
  rote keys create --name ada --scope submit operate
  rote keys list
  rote keys revoke 3f9a1c7be204`,
    )
    .addCommand(createKeyCommand(context))
    .addCommand(listKeysCommand(context))
    .addCommand(revokeKeyCommand(context));
}
