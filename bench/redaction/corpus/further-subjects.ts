import * as national from '../values/national.ts';
import { plain, type Subject } from './subjects.ts';

/** The groups that are off by default. All of these stand behind a keyword, as in the forms and systems they come from. */
export const furtherSubjects: readonly Subject[] = [
  {
    type: 'NhsNumber-GB',
    make: plain('NhsNumber-GB', national.nhsNumber),
    keys: ['nhsNumber', 'nhs_number'],
    phrases: ['patient NHS number {} admitted', 'nhs no: {}'],
  },
  {
    type: 'NationalProviderId-US',
    make: plain('NationalProviderId-US', national.npi),
    keys: ['npi', 'nationalProviderId'],
    phrases: ['provider NPI {} billed', 'npi: {}'],
  },
  {
    type: 'DrugEnforcementAgencyNumber-US',
    make: plain('DrugEnforcementAgencyNumber-US', national.dea),
    keys: ['deaNumber', 'dea'],
    phrases: ['prescriber DEA {} checked', 'dea number: {}'],
  },
  {
    type: 'MedicareBeneficiaryNumber-US',
    make: plain('MedicareBeneficiaryNumber-US', national.mbi),
    keys: ['mbi', 'medicareNumber'],
    phrases: ['medicare beneficiary {} found', 'MBI: {}'],
  },
  {
    type: 'NationalInsuranceNumber-GB',
    make: plain('NationalInsuranceNumber-GB', national.nationalInsuranceNumber),
    keys: ['nino', 'nationalInsuranceNumber'],
    phrases: ['national insurance number {} matched', 'NINO: {}'],
  },
  {
    type: 'SocialInsuranceNumber-CA',
    make: plain('SocialInsuranceNumber-CA', national.socialInsuranceNumber),
    keys: ['sin', 'socialInsuranceNumber'],
    phrases: ['social insurance number {} verified', 'SIN: {}'],
  },
  {
    type: 'CpfCode-BR',
    make: plain('CpfCode-BR', national.cpf),
    keys: ['cpf'],
    phrases: ['cliente CPF {} encontrado', 'cpf: {}'],
  },
  {
    type: 'Cnpj-BR',
    make: plain('Cnpj-BR', national.cnpj),
    keys: ['cnpj'],
    phrases: ['empresa CNPJ {} ativa', 'cnpj: {}'],
  },
  {
    type: 'NifNumber-ES',
    make: plain('NifNumber-ES', national.nif),
    keys: ['nif', 'dni'],
    phrases: ['cliente con NIF {} validado', 'dni: {}'],
  },
  {
    type: 'NieNumber-ES',
    make: plain('NieNumber-ES', national.nie),
    keys: ['nie'],
    phrases: ['residente NIE {} alta', 'nie: {}'],
  },
  {
    type: 'InseeCode-FR',
    make: plain('InseeCode-FR', national.insee),
    keys: ['insee', 'numeroSecuriteSociale'],
    phrases: ['code INSEE {} reconnu', 'insee: {}'],
  },
  {
    type: 'TaxId-DE',
    make: plain('TaxId-DE', national.germanTaxId),
    keys: ['steuerId', 'taxId'],
    phrases: ['Steuer-ID {} geprueft', 'tax id: {}'],
  },
  {
    type: 'NationalIdentificationNumber-IT',
    make: plain('NationalIdentificationNumber-IT', national.codiceFiscale),
    keys: ['codiceFiscale'],
    phrases: ['codice fiscale {} valido', 'codice fiscale: {}'],
  },
  {
    type: 'Aadhaar-IN',
    make: plain('Aadhaar-IN', national.aadhaar),
    keys: ['aadhaar', 'aadhaarNumber'],
    phrases: ['aadhaar {} linked', 'aadhaar: {}'],
  },
  {
    type: 'IndividualTaxIdentificationNumber-US',
    make: plain('IndividualTaxIdentificationNumber-US', national.itin),
    keys: ['itin'],
    phrases: ['filer ITIN {} accepted', 'itin: {}'],
  },
  {
    type: 'VehicleIdentificationNumber',
    make: plain('VehicleIdentificationNumber', national.vin),
    keys: ['vin', 'vehicleIdentificationNumber'],
    phrases: ['vehicle VIN {} registered', 'vin: {}'],
  },
  {
    type: 'BankAccountNumber-US',
    make: plain('BankAccountNumber-US', national.abaNumber),
    keys: ['routingNumber', 'aba'],
    phrases: ['routing number {} validated', 'ABA routing: {}'],
  },
];
