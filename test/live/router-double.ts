import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';

const messageSchema = z.looseObject({
  kind: z.literal('subscription'),
  action: z.enum(['check', 'next', 'complete']),
  id: z.string(),
  verifier: z.string(),
});

/** A message that came to the callback address. */
export type CallbackMessage = z.infer<typeof messageSchema>;

/** As the router of Apollo answers. */
const usualStatuses = { check: 204, next: 200, complete: 202 } as const;

/** The side of a router that events are sent to, as the documentation of the protocol has it. */
export class RouterDouble {
  readonly messages: CallbackMessage[] = [];
  readonly #server: Server;
  /** Of the next messages, by their action: what to answer instead of 204. */
  readonly statuses: { action: string; status: number | 'none' }[] = [];
  /** What it answers to each message of an action until told otherwise. */
  readonly always = new Map<string, number | 'none'>();
  /** What its answers say of the protocol. */
  protocol: string | undefined = 'callback/1.0';
  #waiting: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        const message = messageSchema.parse(JSON.parse(text));
        if (request.headers['subscription-protocol'] !== 'callback/1.0')
          throw new Error('no protocol is said');
        this.messages.push(message);
        const at = this.statuses.findIndex(({ action }) => action === message.action);
        const [said] = at === -1 ? [] : this.statuses.splice(at, 1);
        const isOurs = request.url === '/callback/s1' && message.id === 's1';
        const usual = !isOurs ? 404 : message.verifier === 'proof' ? usualStatuses[message.action] : 401;
        const status = said?.status ?? this.always.get(message.action) ?? usual;
        if (status !== 'none')
          response
            .writeHead(status, this.protocol === undefined ? {} : { 'subscription-protocol': this.protocol })
            .end();
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const tell of waiting) tell();
      });
    });
  }

  static async start(): Promise<RouterDouble> {
    const double = new RouterDouble();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${String(address.port)}`;
  }

  /** What a router sends to the subgraph. */
  extensions(more: object = {}): object {
    const callbackUrl = `${this.origin}/callback/s1`;
    return {
      subscription: {
        callbackUrl,
        subscriptionId: 's1',
        verifier: 'proof',
        heartbeatIntervalMs: 5_000,
        ...more,
      },
    };
  }

  /** Resolves with the messages once there are so many. */
  async until(count: number): Promise<readonly CallbackMessage[]> {
    while (this.messages.length < count)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    return this.messages;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
