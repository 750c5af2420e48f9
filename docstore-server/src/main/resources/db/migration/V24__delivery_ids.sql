-- What an endpoint knows a delivery by, the same in every attempt (feature `webhook`). Attempts made
-- before had an id of their own each.

alter table webhook_deliveries add column delivery_id uuid;
update webhook_deliveries set delivery_id = id;
alter table webhook_deliveries alter column delivery_id set not null;

create index webhook_deliveries_by_delivery on webhook_deliveries (subscription_id, delivery_id, created_at);
