import { describe, expect } from 'vitest';
import { z } from 'zod';
import { callersFaults } from '../support/callers-faults.js';
import { sharedStack } from '../support/fixture.js';
import { sendRaw } from '../support/raw-http.js';

const answer = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })) });

for (const compile of ['true', 'false']) {
  const it = sharedStack({ env: { COMPILE_QUERIES: compile } });

  describe(`the caller's fault is never ours (compiled: ${compile})`, () => {
    it.for(callersFaults)('$what', async ({ bytes, halfClose, status, code }, { stack }) => {
      const before = stack.logs.length;
      const response = await sendRaw(stack.url, bytes, halfClose);
      const parsed = response.body === '' ? undefined : answer.safeParse(JSON.parse(response.body)).data;
      const codes = new Set(parsed?.errors.map(({ extensions }) => extensions.code));
      expect({ status: response.status, codes: [...codes] }).toStrictEqual({
        status,
        codes: code === undefined ? [] : [code],
      });
      expect(stack.logs.slice(before).filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
    });
  });
}
