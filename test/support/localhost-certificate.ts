/**
 * A throw-away certificate for localhost with its key, signed by itself: nobody trusts it, and it guards nothing.
 * Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
 * -addext subjectAltName=DNS:localhost,IP:127.0.0.1`, since Node can't make certificates.
 */
export const localhostCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUW8S5A6NO8euqfGfO0s8NAJhLOD8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTIyMjg1NloYDzIxMjYxMTAx
MjIyODU2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASiqMtOaD3Zv+QOpey8n322qONyJgTb4NkkOVTfFv3Gavkyf3MN6cXY
REajvE7atJeMEMjmnrzl12qVh/EguC6Ko28wbTAdBgNVHQ4EFgQU+ayKHnc1CXoc
UzGwhIz6Yxnb1wgwHwYDVR0jBBgwFoAU+ayKHnc1CXocUzGwhIz6Yxnb1wgwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgOh/4jvtJGKozyVsKzgGyycgWvka2J7EXnF9P8gUwENYCIQDa
eTfhfCntthLQOyaVXG4pXbSzbgclW9NrQdDPNUg9Wg==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4f1O9J8nCBrICkGH
gvcYTd8CbADTkJ2ej7U0T0/zj6mhRANCAASiqMtOaD3Zv+QOpey8n322qONyJgTb
4NkkOVTfFv3Gavkyf3MN6cXYREajvE7atJeMEMjmnrzl12qVh/EguC6K
-----END PRIVATE KEY-----`,
};
