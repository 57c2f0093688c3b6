/** What Rote needs to know about a WebGPU adapter. */
export interface AdapterDescription {
  /** Such as `NVIDIA GeForce RTX 4090`, in Dawn's spelling. */
  readonly name: string;
  /** The driver and its version if the adapter reports them; otherwise empty. */
  readonly driver: string;
  /** It computes on the CPU: slower than any engine made for the CPU. */
  readonly isSoftware: boolean;
}

/** Vulkan's and Direct3D's software rasterizers, in case one of them does not call itself a fallback. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

type AdapterInfo = Pick<
  GPUAdapterInfo,
  'vendor' | 'architecture' | 'device' | 'description' | 'isFallbackAdapter'
>;

export function describeAdapter(info: AdapterInfo): AdapterDescription {
  const { vendor, architecture, device, description } = info;
  const name = device === '' ? `${vendor} ${architecture}`.trim() : device;
  return {
    name: name === '' ? 'unnamed GPU' : name,
    driver: description,
    isSoftware:
      info.isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' ')),
  };
}
