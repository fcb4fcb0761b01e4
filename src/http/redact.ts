/**
 * Takes secrets out of texts that APIs send: some repeat what they were sent.
 * @param secrets every secret of this process; tokens are known by their form
 */
export function redactor(secrets: readonly string[]): Redact {
  return (text) =>
    secrets
      .reduce((redacted, secret) => redacted.replaceAll(secret, '[redacted]'), text)
      .replaceAll(/\b(Bearer|Basic)\s+\S+/gi, '$1 [redacted]')
      .replaceAll(/\beyJ[\w-]+\.[\w.-]+/g, '[redacted]');
}

/** A text without the secrets in it. */
export type Redact = (text: string) => string;
