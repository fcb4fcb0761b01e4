import { z } from 'zod';

/** What a release promises besides its schema, as `schema/released/contract.json` holds it. */
export const contractShape = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  subgraphs: z.array(z.string()),
  /** By name: its default, and a value that it took. */
  settings: z.record(z.string(), z.strictObject({ default: z.string().optional(), example: z.string() })),
  metrics: z.record(z.string(), z.strictObject({ type: z.string(), labels: z.array(z.string()) })),
  errorCodes: z.array(z.string()),
});

export type Contract = z.output<typeof contractShape>;

/** What a value of a setting is refused for now, null when it is taken. */
export type Refusal = (setting: string, value: string) => string | null;

/**
 * How a contract breaks a released one: a subgraph or a name that is gone, a metric that counts or is labelled otherwise, a setting that refuses
 * what it took. New names, labels and codes are none.
 * @param changelog what is said of the coming release: another default must be named there
 */
export function contractBreaks(
  released: Contract,
  now: Contract,
  refusal: Refusal,
  changelog: string,
): readonly string[] {
  return [
    ...released.subgraphs
      .filter((name) => !now.subgraphs.includes(name))
      .map((name) => `Subgraph ${name} is gone.`),
    ...Object.entries(released.settings).flatMap(([name, was]) => {
      const is = now.settings[name];
      if (is === undefined) return [`Setting ${name} is gone.`];
      const values = was.default === undefined ? [was.example] : [was.default, was.example];
      const refused = values.flatMap((value) => {
        const why = refusal(name, value);
        return why === null ? [] : [`Setting ${name} no longer takes ${JSON.stringify(value)}: ${why}.`];
      });
      // What is sent as the version of a system is that of the release.
      const isVersion = was.default === released.version && is.default === now.version;
      const isUntold = is.default !== was.default && !isVersion && !changelog.includes(`\`${name}\``);
      return isUntold
        ? [...refused, `Setting ${name} has another default, which the CHANGELOG does not name.`]
        : refused;
    }),
    ...Object.entries(released.metrics).flatMap(([name, was]) => {
      const is = now.metrics[name];
      if (is === undefined) return [`Metric ${name} is gone.`];
      if (is.type !== was.type) return [`Metric ${name} is a ${is.type} now, no ${was.type}.`];
      return was.labels
        .filter((label) => !is.labels.includes(label))
        .map((label) => `Metric ${name} has lost the label ${label}.`);
    }),
    ...released.errorCodes
      .filter((code) => !now.errorCodes.includes(code))
      .map((code) => `Error code ${code} is gone.`),
  ];
}
