import { vippsApis } from '../../src/clients/apis.js';
import type { ApiDescriptor, ApiLimits } from '../../src/http/ApiDescriptor.js';

/** The Management API at an address of a test. */
export function testApi(
  baseUrl: string,
  limits: ApiLimits = { concurrency: 4, pageConcurrency: 4, writeConcurrency: 4, maxBytes: 100_000 },
): ApiDescriptor {
  return { ...vippsApis.management, baseUrl, limits };
}
