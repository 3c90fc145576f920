import { onBeforeUnmount, ref } from 'vue'

interface Capture { takePhoto(): Promise<Blob> }
declare const ImageCapture: (new (track: MediaStreamTrack) => Capture) | undefined

/** The back camera in a video element. No camera or no permission: `denied`, and the page offers the platform's own camera. */
export function useCamera() {
  const video = ref<HTMLVideoElement>()
  const denied = ref(false)
  const ready = ref(false)
  let stream: MediaStream | null = null

  async function open() {
    if (!navigator.mediaDevices?.getUserMedia) {
      denied.value = true
      return
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 2560 }, height: { ideal: 1920 } } })
      video.value!.srcObject = stream
      await video.value!.play()
      ready.value = true
    } catch (refused) {
      if (!(refused instanceof DOMException)) throw refused
      denied.value = true
    }
  }

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = null
    ready.value = false
  }

  /** The picture as the camera makes it; from the moving image where the camera makes none. */
  async function shoot(): Promise<Blob> {
    const track = stream!.getVideoTracks()[0]!
    if (typeof ImageCapture !== 'undefined') {
      const taken = await new ImageCapture(track).takePhoto().catch(() => null)
      if (taken && taken.type === 'image/jpeg') return taken
    }
    const canvas = document.createElement('canvas')
    canvas.width = video.value!.videoWidth
    canvas.height = video.value!.videoHeight
    canvas.getContext('2d')!.drawImage(video.value!, 0, 0)
    return new Promise(resolve => canvas.toBlob(blob => resolve(blob!), 'image/jpeg', 0.92))
  }

  onBeforeUnmount(close)
  return { video, denied, ready, open, close, shoot }
}
