import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * What every answer says to browsers: no scripts, nothing from elsewhere, in nobody's frame. An answer that says
 * otherwise by itself, as a badge does, keeps its own.
 * @param formsTo where forms may lead
 */
export const securityHeaders = (
  publicUrl: string,
  formsTo: string[] = ["'self'"],
): MiddlewareHandler =>
  secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: formsTo,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Paths name private repositories: nobody else is told of them, GitHub's sign-in neither. `no-referrer` would make
    // browsers send `Origin: null` with our own form, and signing out is known by its origin.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=31536000',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: {
      camera: [],
      geolocation: [],
      microphone: [],
      payment: [],
      usb: [],
    },
  })
