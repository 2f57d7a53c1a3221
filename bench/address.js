/** Where `arsim serve` listens, as soon as the process says so. */
export const addressOf = (child) =>
  new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', () => reject(new Error('The server ended early.')))
    child.stdout.setEncoding('utf8').on('data', function listen(text) {
      said += text
      const [, found] = /Guide +(http:\S+)\/__sim\s/.exec(said) ?? []
      if (!found) return
      // What it prints from then on, a line for each call, is only taken from it.
      child.stdout.off('data', listen).resume()
      resolve(found)
    })
  })
