import type { FastifyInstance } from 'fastify';

/**
 * Faults below GraphQL (a body that is no JSON, is too large or of the wrong type, an unknown path) as JSON of the
 * same form as GraphQL errors, without stack or path.
 */
export function httpErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ requestId: request.id, err: error }, 'unexpected fault');
    const known = status < 500 && error instanceof Error;
    const message = known
      ? error.message
      : `Something went wrong on our side. It has been logged under request id ${request.id}.`;
    return reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send({
        errors: [{ message, extensions: { code: known ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR' } }],
      });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({
      errors: [
        { message: `Nothing is here. The graph is at /graphql.`, extensions: { code: 'BAD_REQUEST' } },
      ],
    }),
  );
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
