// Bundles the office scripts and lays out the font for printing. Called by the build of Voltward.Host; needs node 18 or later.
import { build } from 'esbuild'
import { cpSync, mkdirSync } from 'node:fs'

await build({
  entryPoints: ['src/office.js', 'src/charts.js', 'src/office.css'],
  outdir: '../wwwroot/lib',
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  logLevel: 'warning'
})

mkdirSync('../wwwroot/lib/fonts', { recursive: true })
const font = 'node_modules/@expo-google-fonts/noto-sans-sc'
for (const weight of ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']) {
  cpSync(`${font}/${weight}`, `../wwwroot/lib/fonts/${weight.split('/')[1]}`)
}
