const sizes = new Map<number, number>();

/** Pixels that a scroll bar takes, measured once: the grid would do so whenever its rows change, and have all laid out. */
export function scrollBarSize(pixelRatio: number): number {
  const known = sizes.get(pixelRatio);
  if (known !== undefined) return known;
  const probe = document.createElement('div');
  probe.style.cssText =
    'position: absolute; visibility: hidden; width: 100px; height: 100px; overflow: scroll';
  document.body.append(probe);
  const size = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  sizes.set(pixelRatio, size);
  return size;
}
