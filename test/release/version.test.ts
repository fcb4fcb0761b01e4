import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { settings } from '../../src/config/settings.js';

it('one version stands in the package, in what is sent to the APIs, in the image and at the head of the CHANGELOG', () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(settings.VIPPS_SYSTEM_VERSION.default).toBe(version);
  expect(readFileSync('docs/deploy/kubernetes/kustomization.yaml', 'utf8')).toContain(`newTag: ${version}\n`);
  const headings = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## (?!Unreleased)(\S+)/gm)];
  expect(headings[0]?.[1]).toBe(version);
});
