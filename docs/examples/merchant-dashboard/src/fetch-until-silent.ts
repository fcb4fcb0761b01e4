/** The graph sends a comment each 12 s where there is nothing else to tell. */
const LONGEST_SILENCE_MS = 30_000;

/**
 * Fetches a stream, and fails once nothing has come for so long: a network that is gone, or a proxy whose server is, may
 * leave a connection open for good. The bytes are counted here, as graphql-sse keeps comments to itself.
 */
export async function fetchUntilSilent(url: string, { signal, ...init }: RequestInit): Promise<Response> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silence.abort();
    }, LONGEST_SILENCE_MS);
  };
  hear();
  const signals = signal == null ? [silence.signal] : [silence.signal, signal];
  const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
  hear();
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      hear();
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(heard) ?? null, response);
}
