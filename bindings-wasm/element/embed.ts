// On both sides of a frame: in the page with the quiz it tells the height, in the page around it
// sets the height of the frame that told it. Nothing else is sent.
const KIND = 'shisei-height';

if (parent !== window)
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    // To whoever frames this page: a height is no secret.
    parent.postMessage({ kind: KIND, height }, '*');
  }).observe(document.documentElement);

addEventListener('message', ({ data, origin, source }) => {
  if (data?.kind !== KIND || typeof data.height !== 'number') return;
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe[data-shisei]'))
    if (frame.contentWindow === source && new URL(frame.src).origin === origin)
      frame.style.height = `${Math.min(Math.max(data.height, 0), 100_000)}px`;
});

export {};
