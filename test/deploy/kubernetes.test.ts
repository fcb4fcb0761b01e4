import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfig } from '../../src/config.js';
import { settings } from '../../src/config/settings.js';
import { deployment, manifests, textOf, yamlOf, type Manifest } from './files.js';
import { typeFaults } from './manifest-types.js';
import { sharedStack } from '../support/fixture.js';

const onBoth = sharedStack({ subgraphs: ['vipps', 'entur'] });

const all = manifests();
const kustomization = z
  .object({ resources: z.array(z.string()), images: z.array(z.object({ name: z.string() })) })
  .parse(yamlOf('kubernetes/kustomization.yaml'));
const applied = all.filter(({ file }) => kustomization.resources.includes(file));

function find(kind: string, name: string): Manifest {
  const found = all.find((each) => each.kind === kind && each.metadata?.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`);
  return found;
}

const texts = z.record(z.string(), z.string());
const secretTexts = (name: string): Record<string, string> => texts.parse(find('Secret', name)['stringData']);

describe('the manifests', () => {
  it('have no field, value or type that Kubernetes does not know', () => {
    const objects = all.filter(({ kind }) => kind !== 'Kustomization').map((each) => each.document);
    expect(objects.length).toBe(13);
    expect(typeFaults(objects)).toEqual([]);
  });

  it('are refused where a field is misspelt', () => {
    const service = { apiVersion: 'v1', kind: 'Service', spec: { selektor: {} } };
    expect(typeFaults([service]).join()).toContain('selektor');
  });

  it('are all in the kustomization, but the example of Secrets', () => {
    const files = new Set(all.map(({ file }) => file));
    expect(kustomization.resources.toSorted()).toEqual(
      [...files].filter((file) => !/^(kustomization|secrets\.example)\.yaml$/.test(file)).toSorted(),
    );
    expect(applied.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(kustomization.images).toEqual([{ name: 'vipps-mobilepay-subgraph' }]);
  });
});

const ports = z.array(
  z.object({ protocol: z.enum(['TCP', 'UDP']), port: z.union([z.string(), z.number()]) }),
);
const networkPolicy = z.object({
  spec: z.object({
    ingress: z.array(z.object({ ports })),
    egress: z.array(z.object({ ports })),
  }),
});

describe('the NetworkPolicy', () => {
  const { ingress, egress } = networkPolicy.parse(find('NetworkPolicy', 'subgraph')).spec;
  const portsOf = (rules: readonly { readonly ports: z.output<typeof ports> }[]) =>
    rules.flatMap((rule) => rule.ports.map(({ port }) => port)).toSorted();

  it('lets in to the ports of the containers, and to no others', () => {
    expect(portsOf(ingress)).toEqual(['http', 'probes']);
  });

  it('lets out to names, the APIs and Redis, where the settings say that they are', () => {
    const { VIPPS_API_URL } = settings;
    const addresses = [VIPPS_API_URL.example, secretTexts('subgraph')['REDIS_URL'] ?? ''];
    const [api, redis] = addresses.map((address) => new URL(address));
    expect(api?.protocol).toBe('https:');
    expect(portsOf(egress)).toEqual([53, 53, 443, Number(redis?.port)].toSorted());
  });

  it('has rules to take in for whatever else may be switched on, which the runbook names', () => {
    const text = textOf('kubernetes/network-policy.yaml');
    const taken = z
      .looseObject({ apiVersion: z.string(), kind: z.string() })
      .parse(parse(text.replaceAll(/^ {4}# (?=- to:| {2})/gm, '    ')));
    expect(typeFaults([taken])).toEqual([]);
    const portOf = (address: string): number => Number(new URL(address).port);
    const { ROUTER_INVALIDATION_URL, OTEL_EXPORTER_OTLP_ENDPOINT } = settings;
    const { REDIS_URL = '' } = secretTexts('subgraph');
    expect(portsOf(networkPolicy.parse(taken).spec.egress.slice(egress.length))).toEqual(
      [ROUTER_INVALIDATION_URL.example, OTEL_EXPORTER_OTLP_ENDPOINT.example, REDIS_URL]
        .map(portOf)
        .concat(443)
        .toSorted(),
    );
    const runbook = readFileSync('docs/operations.md', 'utf8');
    const section = (title: string): string => runbook.split(`${title}\n`)[1]?.split('\n#', 1)[0] ?? '';
    for (const setting of [
      'ROUTER_INVALIDATION_URL',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'AUTH_JWKS_URL',
      'REDIS_URL',
    ]) {
      expect(text).toContain(setting);
      expect(section('## Kubernetes')).toContain(setting);
    }
    expect(section('### SubgraphRouterNotTold')).toContain('network-policy.yaml');
  });
});

describe.each([
  { name: 'vipps', port: settings.PORT.default },
  { name: 'entur', port: settings.ENTUR_PORT.default },
])('the Deployment $name', ({ name, port }) => {
  const pod = deployment.parse(find('Deployment', name)).spec.template.spec;
  const [container] = pod.containers;
  const mounts = new Map(
    container.volumeMounts.map(({ name: volume, mountPath }) => [
      mountPath,
      pod.volumes.find((each) => each.name === volume)?.secret.secretName ?? '',
    ]),
  );

  /** What the process sees, with the Secrets' files written to a folder. */
  function environment(): Record<string, string> {
    const root = mkdtempSync(join(tmpdir(), 'manifests-'));
    const own = container.env.map(({ name: variable, value, valueFrom }) => {
      if (valueFrom !== undefined) {
        const { name: secret, key } = valueFrom.secretKeyRef;
        return [variable, secretTexts(secret)[key] ?? ''];
      }
      if (value === undefined || !variable.endsWith('_FILE')) return [variable, value ?? ''];
      const secret = secretTexts(mounts.get(dirname(value)) ?? '');
      const path = join(root, value);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, secret[value.slice(dirname(value).length + 1)] ?? '');
      return [variable, path];
    });
    const shared = texts.parse(find('ConfigMap', 'subgraph')['data']);
    return { ...shared, ...z.record(z.string(), z.string()).parse(Object.fromEntries(own)), SUBGRAPHS: name };
  }

  it('gives settings that there are, without a fault, and secrets as files only', () => {
    const env = environment();
    const known = Object.entries(settings).flatMap(([each, setting]) =>
      'secret' in setting ? [`${each}_FILE`] : [each],
    );
    expect(Object.keys(env).filter((each) => !known.includes(each))).toEqual(['NODE_OPTIONS']);
    const config = parseConfig(env);
    expect(config).toMatchObject({
      production: true,
      host: '0.0.0.0',
      sandboxPort: undefined,
      subgraphs: [{ name, port: Number(port) }],
      callers: { router: { secrets: [expect.any(String)] } },
    });
    expect(config.sharedCache?.keys.length).toBe(1);
  });

  it('has the ports and probes of the server', () => {
    expect(container.args).toEqual([name]);
    expect(container.ports).toEqual([
      { name: 'http', containerPort: Number(port) },
      { name: 'probes', containerPort: Number(settings.PROBES_PORT.default) },
    ]);
    const { startupProbe, livenessProbe, readinessProbe } = container;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
      { path: '/livez', port: 'probes' },
      { path: '/livez', port: 'probes' },
      { path: `/readyz/${name}`, port: 'probes' },
    ]);
    expect(find('Service', name)['spec']).toEqual({
      selector: { 'app.kubernetes.io/name': name },
      ports: [{ name: 'http', port: Number(port), targetPort: 'http' }],
    });
  });

  onBoth('is probed as the server answers', async ({ stack }) => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe])
      expect((await fetch(stack.server.probesUrl + httpGet.path)).status).toBe(200);
    expect((await fetch(`${stack.server.probesUrl}/readyz/other`)).status).toBe(404);
  });

  it('is the one that is scaled, and of which one pod at most is away', () => {
    const selector = { matchLabels: { 'app.kubernetes.io/name': name } };
    expect(find('PodDisruptionBudget', name)['spec']).toEqual({ maxUnavailable: 1, selector });
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name };
    expect(find('HorizontalPodAutoscaler', name)['spec']).toMatchObject({ scaleTargetRef: target });
  });

  it('is given longer to stop than the server takes, and more memory than its limits add up to', () => {
    const { shutdownDrainMs, shutdownTimeoutMs } = parseConfig(environment());
    expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(shutdownDrainMs + shutdownTimeoutMs);
    const { CACHE_MAX_BYTES, RESPONSE_CACHE_MAX_BYTES, BODIES_MAX_BYTES, ANSWERS_MAX_BYTES } = settings;
    const kept = [CACHE_MAX_BYTES, RESPONSE_CACHE_MAX_BYTES, BODIES_MAX_BYTES, ANSWERS_MAX_BYTES]
      .map((setting) => Number(setting.default))
      .reduce((sum, each) => sum + each, 0);
    const heap = container.env.find(({ name: each }) => each === 'NODE_OPTIONS')?.value?.match(/\d+$/)?.[0];
    expect(container.resources.limits.memory).toBe('1Gi');
    expect(Number(heap) * 2 ** 20).toBeGreaterThan(kept);
    expect(Number(heap) * 2 ** 20).toBeLessThan(2 ** 30);
  });

  it('runs as the user of the image', () => {
    expect(pod.securityContext.runAsUser).toBe(1_000);
  });
});
