import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { responseHeaders } from './request-scope.js';
import { errorBody } from './http-errors.js';

/**
 * `POST /wake`: somebody who knows the secret knows of news, such as a webhook. What it sends is not looked at: feeds are
 * polled now, and what is in them is all that is told.
 */
export function wakeRoute(app: FastifyInstance, secret: string, wake: (ledgerId?: string) => void): void {
  const expected = digest(`Bearer ${secret}`);
  app.post('/wake', (request, reply) => {
    const { authorization = '' } = request.headers;
    void reply.headers(responseHeaders(request.id));
    if (!timingSafeEqual(digest(authorization), expected))
      return reply.code(401).send(errorBody('This is for who knows the secret.', 'UNAUTHENTICATED'));
    const ledgerId = /[?&]ledgerId=(\d{1,20})(?:&|$)/.exec(request.url)?.[1];
    wake(ledgerId);
    return reply.code(204).send();
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
