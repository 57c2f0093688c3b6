import { PAGE_POLICY } from '@rote/figures';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

/** The body of a page, in a response schema. */
export const HtmlPage = Type.Unsafe<string>({ type: 'string' });

/** Whatever the page contains, a browser runs none of it, fetches nothing for it and shows it in no frame. */
export const asInertPage = (reply: FastifyReply, mediaType: string): FastifyReply =>
  reply.type(mediaType).header('content-security-policy', PAGE_POLICY);
