import { SpanKind } from '@opentelemetry/api';
import { endWith, type TraceScope } from '../tracing/TraceScope.js';

/** Where the server is, as spans tell it. */
export interface RedisTarget {
  readonly address: string;
  readonly port: number;
}

const USUAL_PORT = 6379;

/** The target in an address, without what else it holds: a user and a password. */
export function targetOf(url: string): RedisTarget {
  const { hostname, port } = new URL(url);
  return { address: hostname, port: Number(port) || USUAL_PORT };
}

/** Asks the server, under a span where they are recorded. Keys are left out. @param script what it runs */
export function inSpan<T>(
  trace: TraceScope | undefined,
  { address, port }: RedisTarget,
  script: string,
  ask: () => Promise<T>,
): Promise<T> {
  if (trace === undefined) return ask();
  const command = 'EVALSHA';
  const span = trace.begin(`${command} ${script}`, SpanKind.CLIENT, {
    'db.system.name': 'redis',
    'db.operation.name': command,
    'db.stored_procedure.name': script,
    'server.address': address,
    'server.port': port,
  });
  return endWith(span, ask());
}
