// The document's address comes from the page, never from the query string.
addEventListener('load', () => {
  const place = document.getElementById('swagger')
  globalThis.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: false,
    queryConfigEnabled: false,
    validatorUrl: null,
    tryItOutEnabled: true,
    supportedSubmitMethods: ['get', 'post'],
  })
})
