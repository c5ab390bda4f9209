//! Letters by SMTP to a mail relay on this machine. What goes on from there is the relay's: it knows the mail servers of the
//! world, their certificates and the password of the account.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use super::{Carrier, Parcel, Undelivered};

/// How long the relay has to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail relay.
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Relay {
    /// The relay at a host and a port.
    pub fn new(host: &str, port: u16) -> Self {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .timeout(Some(PATIENCE))
            .build();
        Self { transport }
    }
}

impl Carrier for Relay {
    fn carry<'a>(
        &'a mut self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>> {
        Box::pin(async {
            let sent = self.transport.send(parcel.message.clone()).await;
            // the words of a server may repeat an address, so its code alone is told
            sent.map(|_| ()).map_err(|error| {
                Undelivered(match error.status() {
                    Some(code) => format!("the relay answered {code}"),
                    None if error.is_timeout() => "the relay did not answer in time".to_owned(),
                    None => "the relay cannot be reached".to_owned(),
                })
            })
        })
    }
}
