// Runs in the page, and results in the texts with a contrast below 4.5, the ratio in front of each.
(() => {
  /** @typedef {[red: number, green: number, blue: number, alpha: number]} Color */

  /** @type {(text: string) => Color} */
  const parse = (text) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };

  /** @type {(element: Element | null) => Color} */
  const ground = (element) => {
    if (element === null) return [255, 255, 255, 1];
    const color = parse(getComputedStyle(element).backgroundColor);
    return color[3] === 0 ? ground(element.parentElement) : color;
  };

  /** @type {(color: Color) => number} */
  const light = ([red, green, blue]) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) =>
      part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  /** @type {(element: Element) => number} */
  const contrast = (element) => {
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };

  /** @type {(element: Element) => boolean} */
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');

  return [...document.querySelectorAll('body *:not(:disabled, option)')]
    .filter((element) => hasText(element) && element.checkVisibility() && contrast(element) < 4.5)
    .map((element) => `${contrast(element).toFixed(1)} ${element.textContent}`);
})();
