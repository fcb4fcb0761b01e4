import { gateway, type Answer } from './answer.js';
import type { SandboxRequest } from './request.js';

/** Gives a parameter of the path, decoded. */
export type Params = (name: string) => string;
/** Does the work of a route. */
export type Handler = (request: SandboxRequest, param: Params) => Answer | Promise<Answer>;

/** Which requests a handler is for. */
export interface Route {
  readonly method: string;
  /** Segments in braces are parameters: `/management/v1/sales-units/{msn}`. */
  readonly path: string;
  /** Some paths answer in any letter case. */
  readonly ignoreCase?: boolean;
  readonly handle: Handler;
}

/** Answers any request, if only with a 404. */
export type Router = (request: SandboxRequest) => Answer | Promise<Answer>;

/**
 * Routes by the raw segments of the path. Dot segments are ordinary text here, so a client that fails to
 * encode an id gets a 404, not another resource. The first route that fits wins.
 */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, pattern: route.path.split('/') }));

  return (request) => {
    const segments = request.path.split('/');
    const fitting = compiled.filter(({ route, pattern }) => fits(pattern, segments, route.ignoreCase));
    const match = fitting.find(({ route }) => route.method === request.method);
    if (!match) {
      if (fitting.length === 0) return gateway(404, 'Resource not found');
      const allow = fitting.map(({ route }) => route.method).join(', ');
      return gateway(405, 'Method not allowed', { allow });
    }
    const params = readParams(match.pattern, segments);
    if (!params) return gateway(400, 'The path holds a broken percent escape');
    return match.route.handle(request, (name) => params.get(name) ?? '');
  };
}

function isParam(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function fits(pattern: readonly string[], segments: readonly string[], ignoreCase = false): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, index) => {
    const segment = segments[index] ?? '';
    if (isParam(part)) return segment !== '';
    return ignoreCase ? part.toLowerCase() === segment.toLowerCase() : part === segment;
  });
}

function readParams(
  pattern: readonly string[],
  segments: readonly string[],
): Map<string, string> | undefined {
  const params = new Map<string, string>();
  for (const [index, part] of pattern.entries()) {
    if (!isParam(part)) continue;
    try {
      params.set(part.slice(1, -1), decodeURIComponent(segments[index] ?? ''));
    } catch {
      return undefined;
    }
  }
  return params;
}
