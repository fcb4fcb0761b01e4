import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { faultsOf } from '../support/faults-of.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' };

describe('the settings of traces', () => {
  it('send none unless told where to', () => {
    expect(parseConfig({}).tracing).toEqual({ isOff: false, exporter: undefined, tellsApis: false });
    for (const off of [{ OTEL_TRACES_EXPORTER: 'none' }, { OTEL_SDK_DISABLED: 'true' }])
      expect(parseConfig({ ...endpoint, ...off }).tracing.exporter).toBeUndefined();
    expect(parseConfig({ OTEL_SDK_DISABLED: 'true' }).tracing.isOff).toBe(true);
  });

  it('are those of the standard, with its defaults', () => {
    const usual = {
      url: 'http://localhost:4318/v1/traces',
      headers: {},
      sampler: 'parentbased_always_on',
      ratio: 1,
      batchSize: 2_048,
      queueSize: 8_192,
      resource: { 'service.name': 'vipps-subgraph' },
    };
    expect(parseConfig(endpoint).tracing.exporter).toEqual(usual);
    expect(parseConfig({ OTEL_TRACES_EXPORTER: 'otlp' }).tracing.exporter).toEqual(usual);
    expect(
      parseConfig({
        SUBGRAPHS: 'vipps,entur',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20a2V5, x-scope = one',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_RESOURCE_ATTRIBUTES: 'service.name=less,team=pay%2Cments',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.01',
        OTEL_BSP_MAX_QUEUE_SIZE: '1000',
        UPSTREAM_TRACEPARENT: 'true',
      }).tracing,
    ).toEqual({
      isOff: false,
      exporter: {
        url: 'https://traces.example/in',
        headers: { authorization: 'Basic a2V5', 'x-scope': 'one' },
        sampler: 'parentbased_traceidratio',
        ratio: 0.01,
        // No more than may wait.
        batchSize: 1_000,
        queueSize: 1_000,
        resource: { 'service.name': 'less', team: 'pay,ments' },
      },
      tellsApis: true,
    });
    const named = { OTEL_SERVICE_NAME: 'more', OTEL_RESOURCE_ATTRIBUTES: 'service.name=less' };
    expect(parseConfig({ ...endpoint, ...named }).tracing.exporter?.resource).toEqual({
      'service.name': 'more',
    });
    const two = parseConfig({ ...endpoint, SUBGRAPHS: 'vipps,entur' }).tracing.exporter;
    expect(two?.resource).toEqual({ 'service.name': 'vipps-entur-subgraph' });
  });

  it.for([
    [
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      'OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" is none of http/protobuf. Example: OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    ],
    [
      { OTEL_TRACES_SAMPLER_ARG: '1%' },
      'OTEL_TRACES_SAMPLER_ARG: "1%" is no number from 0 to 1. Example: OTEL_TRACES_SAMPLER_ARG=0.01',
    ],
    [
      { OTEL_EXPORTER_OTLP_HEADERS: 'token' },
      'OTEL_EXPORTER_OTLP_HEADERS: the value is no list of name=value, parted by commas. Example: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20b3Blbi1zZXNhbWU',
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' },
      'OTEL_EXPORTER_OTLP_HEADERS: would be sent in clear. Use an https address, or a collector on this machine',
    ],
    [
      { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '9000' },
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE: is 9000, more than OTEL_BSP_MAX_QUEUE_SIZE lets wait, which is 8192. Example: OTEL_BSP_MAX_EXPORT_BATCH_SIZE=8192',
    ],
  ] as const)('are refused where they say nothing that can be done: %o', ([wrong, fault]) => {
    expect(faultsOf({ ...endpoint, ...wrong })).toEqual([fault]);
  });
});
