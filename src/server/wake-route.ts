import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { responseHeaders } from './request-scope.js';
import { errorBody } from './http-errors.js';

/**
 * `POST /wake`: somebody who knows the secret knows of news, such as a webhook. What it sends is not looked at: feeds are
 * polled now, and what is in them is all that is told.
 */
export function wakeRoute(app: FastifyInstance, secret: string, wake: (ledgerId?: string) => void): void {
  const expected = digest(secret);
  void app.register((scope, _options, done) => {
    // Whatever it is: it is left unread.
    scope.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null);
    });
    scope.all('/wake', (request, reply) => {
      void reply.headers(responseHeaders(request.id));
      if (request.method !== 'POST')
        return reply.code(405).header('allow', 'POST').send(errorBody('Feeds are woken by POST.'));
      // The name of the scheme is written in any letters.
      const token = /^bearer +(.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!timingSafeEqual(digest(token), expected))
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send(errorBody('This is for who knows the secret.', 'UNAUTHENTICATED'));
      const ledgerId = /[?&]ledgerId=(\d{1,20})(?:&|$)/.exec(request.url)?.[1];
      wake(ledgerId);
      return reply.code(204).send();
    });
    done();
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
