import type { AbsentApi, ApiUrls } from '../config.js';
import type { ApiDescriptor, ApiIdentity, ApiLimits } from '../http/ApiDescriptor.js';
import { vippsRoutes } from './routes.js';

/** The Vipps MobilePay APIs, as log lines and messages name them. */
export const vippsApis = {
  accessToken: { name: 'access-token', title: 'Vipps MobilePay access token API' },
  management: { name: 'management', title: 'Vipps MobilePay Management API' },
  orderManagement: { name: 'order-management', title: 'Vipps MobilePay Order Management API' },
  sales: { name: 'sales', title: 'Vipps MobilePay Sales API' },
  report: { name: 'report', title: 'Vipps MobilePay Report API' },
  partner: { name: 'partner', title: 'Vipps MobilePay Partner API' },
} as const satisfies Record<string, ApiIdentity>;

export type VippsApi = keyof typeof vippsApis;

/** The same as they are called. The older Partner API is there only with an address of its own. */
export type VippsApiDescriptors = Readonly<Record<Exclude<VippsApi, 'partner'>, ApiDescriptor>> & {
  readonly partner: ApiDescriptor | undefined;
};

/**
 * @param limits of each API
 * @param absent what the environment of the keys does not have
 */
export function describeVippsApis(
  urls: ApiUrls,
  limits: ApiLimits,
  absent: readonly AbsentApi[],
): VippsApiDescriptors {
  const describe = (api: VippsApi, baseUrl: string): ApiDescriptor => ({
    ...vippsApis[api],
    baseUrl,
    limits,
    routes: vippsRoutes[api],
    ...(absent.some((each) => each === api) && { refusal: notInTest(vippsApis[api].title) }),
  });
  return {
    accessToken: describe('accessToken', urls.accessToken),
    management: describe('management', urls.management),
    orderManagement: describe('orderManagement', urls.orderManagement),
    sales: describe('sales', urls.sales),
    report: describe('report', urls.report),
    partner: urls.partner === undefined ? undefined : describe('partner', urls.partner),
  };
}

function notInTest(title: string): string {
  return `The ${title} does not exist in the test environment, which this server's keys belong to. It needs VIPPS_ENVIRONMENT=production, with keys of production.`;
}
