/** No route has one; those of plugins say no more than that documentation is to leave them out. */
function refuse(): never {
  throw new TypeError('routes have no schemas here: readers check what comes in');
}

/** Keeps Fastify from loading what compiles schemas of routes, which would be a twentieth of the start. */
export const noSchemas = {
  compilersFactory: { buildValidator: () => refuse, buildSerializer: () => refuse },
};
