/** A buffer through which to access the two 32-bit words of a float. */
const words = new DataView(new ArrayBuffer(8));
const highOf = (x: number): number => {
  words.setFloat64(0, x);
  return words.getInt32(0);
};
const withHigh = (x: number, high: number): number => {
  words.setFloat64(0, x);
  words.setInt32(0, high);
  return words.getFloat64(0);
};
const withoutLow = (x: number): number => {
  words.setFloat64(0, x);
  words.setInt32(4, 0);
  return words.getFloat64(0);
};

/** Returns x · 2^n for x near 1, rounded only once if the result is subnormal. */
function scale(x: number, n: number): number {
  // A subnormal result takes two steps, of which the first is exact.
  if (n < -1022) return scale(x * 2 ** -500, n + 500);
  words.setFloat64(0, 0);
  words.setInt32(0, (n + 1023) << 20);
  return x * words.getFloat64(0);
}

const TWO53 = 9007199254740992;

/**
 * Returns x^y with the same bits on every version of Node. From Node 24 on, `**` and `Math.pow` call the C library, so
 * their last bits differ. Earlier results depend on the bits of Node 20 and 22 (V8 11 and 12), which this function
 * reproduces. The algorithm is that of FreeBSD's msun e_pow.c ("Copyright (C) 2004 by Sun Microsystems, Inc. All rights
 * reserved. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
 * is preserved."), except that the last quotient is parenthesized as in V8.
 *
 * @param x positive and finite
 * @param y finite
 * @throws RangeError for other numbers
 */
export function power(x: number, y: number): number {
  if (!(x > 0) || !Number.isFinite(x) || !Number.isFinite(y))
    throw new RangeError(`power takes a positive and a finite number, not ${String(x)} and ${String(y)}`);
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  const iy = highOf(y) & 0x7fffffff;
  let ix = highOf(x);
  let t1: number;
  let t2: number;
  if (iy > 0x41e00000) {
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return y < 0 ? Infinity : 0;
      if (ix >= 0x3ff00000) return y > 0 ? Infinity : 0;
    }
    if (ix < 0x3fefffff) return y < 0 ? Infinity : 0;
    if (ix > 0x3ff00000) return y > 0 ? Infinity : 0;
    const t = x - 1;
    const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
    const u = 1.4426950216293335 * t;
    const v = t * 1.9259629911266175e-8 - w * 1.4426950408889634;
    t1 = withoutLow(u + v);
    t2 = v - (t1 - u);
  } else {
    let ax = x;
    let n = 0;
    if (ix < 0x00100000) {
      ax *= TWO53;
      n -= 53;
      ix = highOf(ax);
    }
    n += (ix >> 20) - 0x3ff;
    const j = ix & 0x000fffff;
    ix = j | 0x3ff00000;
    let k: 0 | 1;
    if (j <= 0x3988e) k = 0;
    else if (j < 0xbb67a) k = 1;
    else {
      k = 0;
      n += 1;
      ix -= 0x00100000;
    }
    ax = withHigh(ax, ix);
    const bp = k === 0 ? 1 : 1.5;
    const u = ax - bp;
    const v = 1 / (ax + bp);
    const ss = u * v;
    const sh = withoutLow(ss);
    const th = withHigh(0, ((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18));
    const tl = ax - (th - bp);
    const sl = v * (u - sh * th - sh * tl);
    const s2 = ss * ss;
    let r =
      s2 *
      s2 *
      (0.5999999999999946 +
        s2 *
          (0.4285714285785502 +
            s2 *
              (0.33333332981837743 +
                s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842)))));
    r += sl * (sh + ss);
    const sq = sh * sh;
    const th3 = withoutLow(3 + sq + r);
    const tl3 = r - (th3 - 3 - sq);
    const uu = sh * th3;
    const vv = sl * th3 + tl3 * ss;
    const ph = withoutLow(uu + vv);
    const pl = vv - (ph - uu);
    const zh = 0.9617967009544373 * ph;
    const zl = -7.028461650952758e-9 * ph + pl * 0.9617966939259756 + (k === 0 ? 0 : 1.350039202129749e-8);
    const dph = k === 0 ? 0 : 0.5849624872207642;
    const t = n;
    t1 = withoutLow(zh + zl + dph + t);
    t2 = zl - (t1 - t - dph - zh);
  }
  const y1 = withoutLow(y);
  const pl = (y - y1) * t1 + y * t2;
  let ph = y1 * t1;
  let z = pl + ph;
  const j = highOf(z);
  words.setFloat64(0, z);
  const i = words.getInt32(4);
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | i) !== 0) return Infinity;
    if (pl + 8.008566259537294e-17 > z - ph) return Infinity;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (((j - (0xc090cc00 | 0)) | i) !== 0) return 0;
    if (pl <= z - ph) return 0;
  }
  const ia = j & 0x7fffffff;
  let k = (ia >> 20) - 0x3ff;
  let n = 0;
  if (ia > 0x3fe00000) {
    n = (j + (0x00100000 >> (k + 1))) | 0;
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = withHigh(0, n & ~(0x000fffff >> k));
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    ph -= t;
  }
  const t = withoutLow(pl + ph);
  const u = t * 0.6931471824645996;
  const v = (pl - (t - ph)) * 0.6931471805599453 + t * -1.904654299957768e-9;
  z = u + v;
  const w = v - (z - u);
  const tt = z * z;
  const tp =
    z -
    tt *
      (0.16666666666666602 +
        tt *
          (-0.0027777777777015593 +
            tt * (0.00006613756321437934 + tt * (-0.0000016533902205465252 + tt * 4.1381367970572385e-8))));
  const r = (z * tp) / (tp - 2 - (w + z * w));
  z = 1 - (r - z);
  const high = (highOf(z) + (n << 20)) | 0;
  return high >> 20 <= 0 ? scale(z, n) : withHigh(z, high);
}
