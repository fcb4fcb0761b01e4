import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** What lies in docs/deploy. */
export const deployFolder = new URL('../../docs/deploy/', import.meta.url);

export function textOf(path: string): string {
  return readFileSync(new URL(path, deployFolder), 'utf8');
}

/** One document of YAML. Compose files use merge keys. */
export function yamlOf(path: string): unknown {
  return parse(textOf(path), { merge: true });
}

const namedValue = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) }).optional(),
});
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });

/** The parts of a Deployment that tests look at. */
export const deployment = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        enableServiceLinks: z.literal(false),
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.number() }),
        volumes: z.array(z.object({ name: z.string(), secret: z.object({ secretName: z.string() }) })),
        containers: z.tuple([
          z.object({
            args: z.array(z.string()),
            ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
            env: z.array(namedValue),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
            startupProbe: probe,
            livenessProbe: probe,
            readinessProbe: probe,
            resources: z.object({ limits: z.object({ memory: z.string() }) }),
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
              capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
            }),
          }),
        ]),
      }),
    }),
  }),
});

export const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }).optional(),
});
export type Manifest = z.output<typeof manifest>;

/** All Kubernetes manifests, each with its file. */
export function manifests(): readonly (Manifest & { readonly file: string; readonly document: Manifest })[] {
  return readdirSync(new URL('kubernetes/', deployFolder)).flatMap((file) =>
    parseAllDocuments(textOf(`kubernetes/${file}`)).map((document) => {
      if (document.errors.length > 0) throw new AggregateError(document.errors, file);
      const parsed = manifest.parse(document.toJS());
      return { ...parsed, file, document: parsed };
    }),
  );
}
