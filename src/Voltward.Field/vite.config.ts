import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Writes the service worker with the list of all files, each once, and a version that is the hash of their content. */
function offline(): Plugin {
  return {
    name: 'offline',
    enforce: 'post',
    generateBundle: { order: 'post', handler(_, bundle) {
      const files = new Map<string, string | Uint8Array>()
      for (const [name, file] of Object.entries(bundle)) files.set(name, file.type === 'chunk' ? file.code : file.source)
      for (const name of readdirSync('public')) files.set(name, readFileSync(`public/${name}`))
      const names = [...files.keys()].filter(n => !n.endsWith('.map')).sort()
      const hash = createHash('sha256')
      for (const name of names) hash.update(name).update(files.get(name)!)
      const version = hash.digest('hex').slice(0, 16)
      const source = readFileSync('src/worker.js', 'utf8')
        .replace('__VERSION__', version)
        .replace('__FILES__', JSON.stringify(names))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    } }
  }
}

export default defineConfig({
  base: '/field/',
  plugins: [vue(), offline()],
  build: {
    outDir: '../Voltward.Host/wwwroot/field',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: { output: { entryFileNames: 'app-[hash].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' } }
  }
})
