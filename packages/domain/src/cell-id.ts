import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Cell } from './cell.js';
import { protocolVersion } from './protocol.js';

/** A value as canonical JSON (RFC 8785): sorted keys, no white space, shortest form of numbers. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without a JSON form has no canonical JSON');
  return text;
}

/** Node's own SHA-256, which takes a sixth of the time; undefined in a browser. */
const native = (
  globalThis as { readonly process?: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> }
).process?.getBuiltinModule?.('node:crypto');

/** The SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256Hex: (text: string) => string =
  native === undefined
    ? (text) => bytesToHex(sha256(utf8ToBytes(text)))
    : (text) => native.hash('sha256', text, 'hex');

/** An incremental SHA-256, so that the hashed data need not be in memory all at once. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Returns 64 lower-case hexadecimal digits and finishes the hash. */
  hex(): string;
}

export function startSha256(): Sha256 {
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => bytesToHex(hash.digest()),
  };
}

/** The SHA-256 of bytes, as 64 lower-case hexadecimal digits. */
export const sha256OfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

/** A cache: the cells of a sweep share their parts, and parts are frozen. */
const canonicalParts = new WeakMap<object, string>();

function canonicalPart(part: unknown): string {
  if (typeof part !== 'object' || part === null) return canonicalJson(part);
  let text = canonicalParts.get(part);
  if (text === undefined) canonicalParts.set(part, (text = canonicalJson(part)));
  return text;
}

const PARTS = Object.keys({
  architecture: true,
  corruption: true,
  dataset: true,
  leaveOut: true,
  measures: true,
  regularizer: true,
  seed: true,
  seeds: true,
  testLabels: true,
  training: true,
} satisfies Record<keyof Cell, true>).sort() as readonly (keyof Cell)[];

/** `canonicalJson` of a cell, much faster if it has seen the cell's parts before. */
export function canonicalCell(cell: Cell): string {
  let text = '';
  for (const key of PARTS) {
    const part = cell[key];
    if (part !== undefined) text += `${text === '' ? '{' : ','}"${key}":${canonicalPart(part)}`;
  }
  return `${text}}`;
}

/**
 * The id of a cell: SHA-256 of its canonical JSON and the protocol version.
 *
 * @param json its canonical JSON, if it is known
 */
export const cellId = (cell: Cell, json = canonicalCell(cell)): string =>
  sha256Hex(`{"cell":${json},"protocol":${String(protocolVersion(cell))}}`);
