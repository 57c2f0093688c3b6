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

/** The SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

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

/** `canonicalJson` of a cell, much faster if it has seen the cell's parts before. */
const canonicalCell = (cell: Cell): string =>
  `{${Object.entries(cell)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `"${key}":${canonicalPart(part)}`)
    .join(',')}}`;

/** The id of a cell: SHA-256 of its canonical JSON and the protocol version. */
export const cellId = (cell: Cell): string =>
  sha256Hex(`{"cell":${canonicalCell(cell)},"protocol":${String(protocolVersion(cell))}}`);
