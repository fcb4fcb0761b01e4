import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The example subgraph, in a process of its own. */
export interface Shop {
  readonly url: string;
  /** Resolves when it has ended and nobody has stopped it. */
  readonly lost: Promise<void>;
  /** Waits for its end. */
  stop(): Promise<void>;
}

/**
 * Starts docs/examples/shop as its reader would.
 * @throws Error when it ends before it listens
 */
export async function startShop(port: number): Promise<Shop> {
  const shop = spawn(process.execPath, ['docs/examples/shop/shop.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port) },
  });
  const ended = once(shop, 'close');
  // However this process ends, but by SIGKILL.
  process.once('exit', () => shop.kill());
  let isStopped = false;
  // Ctrl+C in a terminal ends the shop by itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isStopped = true;
    });
  const lost = new Promise<void>((resolve) => {
    shop.once('close', () => {
      if (!isStopped) resolve();
    });
  });
  const stop = async (): Promise<void> => {
    isStopped = true;
    shop.kill();
    await ended;
  };
  for await (const line of createInterface({ input: shop.stdout })) {
    const url = /^Shop (\S+)/.exec(line)?.[1];
    if (url !== undefined) return { url, lost, stop };
  }
  throw new Error('The shop ended before it listened; see above.');
}
