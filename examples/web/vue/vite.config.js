// The development server would bundle the package anew, away from its wasm: it is to leave it alone.
export default { optimizeDeps: { exclude: ['shisei'] } };
