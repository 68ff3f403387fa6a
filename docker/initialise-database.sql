-- Two roles: the owner creates tables (`migrate`), the application only reads and writes rows.
create role octroi_owner login password 'octroi_owner';
create role octroi_app login password 'octroi_app';
create database octroi owner octroi_owner;
\connect octroi
create schema octroi authorization octroi_owner;
grant usage on schema octroi to octroi_app;
alter default privileges for role octroi_owner in schema octroi
  grant select, insert, update, delete on tables to octroi_app;
alter default privileges for role octroi_owner in schema octroi
  grant usage, select on sequences to octroi_app;
